import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's package puts it there. */
const installed = '/usr/bin/chromium';

/** Where the browser is that tests of the page use: `CHROMIUM_PATH`, else Debian's; nothing where there is none. */
export function browserPath(): string | undefined {
  const path = process.env.CHROMIUM_PATH ?? installed;
  return existsSync(path) ? path : undefined;
}

/** A browser without a window; nothing where there is none. */
export async function openBrowser(): Promise<Browser | undefined> {
  const executablePath = browserPath();
  if (executablePath === undefined) return undefined;
  // In containers, where everything runs as root, chromium has no sandbox.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}
