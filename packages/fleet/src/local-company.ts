import { type Company, createCompany } from '@aisystant/simulators/company';
import { serve } from '@aisystant/simulators/serve';
import { localUrl } from './local-variables.ts';
import { COMPANY, COMPANY_PORT } from './manifest.ts';

/** Starts the simulated identity service of a company. */
export async function startLocalCompany(portOffset: number): Promise<{ company: Company; close(): Promise<void> }> {
  const company = await createCompany({
    issuer: localUrl(COMPANY_PORT, portOffset),
    ...COMPANY,
    introspection: { clientId: COMPANY.audience, clientSecret: 'local-introspection-secret' },
  });
  const { close } = await serve(company, COMPANY_PORT + portOffset, about(portOffset));
  return { company, close };
}

const about = (
  portOffset: number,
) => `The simulated identity service of a company, whose tokens ktalk-mcp accepts beside its own. A token of a demo learner:

  curl '${localUrl(COMPANY_PORT, portOffset)}/token?login=demo_good'

More: packages/simulators/README.md`;

/** A token of a demo person, from the service of a running fleet; `change` as in {@link Company.fetch}. */
export async function companyToken(
  login: string,
  change: { readonly [parameter: string]: string } = {},
  portOffset = 0,
): Promise<string> {
  const query = new URLSearchParams({ login, ...change });
  const response = await fetch(`${localUrl(COMPANY_PORT, portOffset)}/token?${query}`);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
