import { serve } from '@aisystant/simulators/serve';
import { createGallery, type GalleryCall } from '@aisystant/widgets/gallery';
import type { Client } from '@modelcontextprotocol/client';
import { Learner } from './learner.ts';
import { localEndpoint } from './local-variables.ts';
import { demoLearners, GALLERY_PORT } from './manifest.ts';

/** Serves the gallery of the widgets, with the data of the demo learners of the local fleet. Throws when its port is taken. */
export function startGallery(portOffset = 0) {
  const clients = new Map<string, Promise<Client>>();
  const clientOf = ({ server, login }: GalleryCall): Promise<Client> => {
    if (!demoLearners.some((each) => each.login === login)) throw new Error(`${login} is no demo learner`);
    const key = `${server} ${login}`;
    const known = clients.get(key) ?? new Learner(login).connect(localEndpoint(server, portOffset));
    clients.set(key, known);
    return known;
  };
  const call = async (wanted: GalleryCall) => {
    const client = await clientOf(wanted);
    return client.callTool({ name: wanted.name, arguments: { ...wanted.arguments } });
  };
  return serve(createGallery({ learners: demoLearners, call }), GALLERY_PORT + portOffset);
}
