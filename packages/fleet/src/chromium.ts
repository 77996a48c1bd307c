import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { progress } from './progress.ts';
import { UsageError } from './usage-error.ts';

/** Usual paths of Chromium and Chrome. First the shell: the same engine without windows, for a fifth less CPU time. */
const USUAL_PATHS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

const DEBIAN_PATH = '/usr/bin/chromium-headless-shell';
const DEBIAN_INSTALLER = '/usr/bin/apt-get';

/** The pages must need nothing but this machine. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1',
];

/** Starts a headless Chromium. Throws {@link UsageError} where there is none and none can be installed. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: FLAGS });
}

function chromiumPath(): string {
  const asked = process.env['CHROME_PATH'];
  if (asked) {
    if (existsSync(asked)) return asked;
    throw new UsageError(`CHROME_PATH names ${asked}, and nothing is there.`);
  }
  const found = USUAL_PATHS.find(existsSync);
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync(DEBIAN_INSTALLER)) installFromDebian();
  if (existsSync(DEBIAN_PATH)) return DEBIAN_PATH;
  throw new UsageError('Chrome or Chromium is needed: install one, or set CHROME_PATH to its program.');
}

function installFromDebian(): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) =>
    spawnSync(DEBIAN_INSTALLER, ['-o', 'DPkg::Lock::Timeout=300', ...args], { env, stdio: 'ignore' });
  progress('Installing Chromium…');
  apt('update');
  apt('install', '-y', 'chromium-headless-shell');
}
