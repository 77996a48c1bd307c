import { render } from 'preact';
import { config } from 'zod';
import { readFleet } from './fleet.ts';
import './my.css';
import { MyPage } from './page.tsx';
import { resumeSignIn } from './sign-in.ts';

// The policy of the page forbids code made from text, which zod would try to make.
config({ jitless: true });

const root = document.getElementById('my');
if (root) void start(root);

async function start(place: HTMLElement): Promise<void> {
  const fleet = readFleet(place);
  const outcomes = await resumeSignIn(fleet);
  place.replaceChildren();
  render(<MyPage fleet={fleet} outcomes={outcomes} />, place);
}
