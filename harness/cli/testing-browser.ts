// For tests of what a reader sees: the machine's own Chromium, driven by playwright-core, which downloads none.
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
/** Nothing that a browser does on its own account: no updates, no sync, no first-run pages. */
const QUIET = [
  'no-first-run',
  'disable-background-networking',
  'disable-component-update',
  'disable-sync',
  'disable-quic',
];

/** @throws where there is none, saying what to do: a page that nobody opened is not a page that works. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = browserPath();
  return chromium.launch({
    executablePath,
    // Chromium's sandbox refuses to start for root, as in a container.
    chromiumSandbox: process.getuid?.() !== 0,
    args: QUIET.map((flag) => `--${flag}`),
  });
}

function browserPath(): string {
  const given = process.env.HADRILL_CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = (given ? [given] : NAMES)
    .flatMap((name) => (isAbsolute(name) ? [name] : folders.map((folder) => join(folder, name))))
    .find(isExecutable);
  if (found) return found;
  const what = given ? `HADRILL_CHROMIUM=${given} is no program` : `none of ${NAMES.join(', ')} is on the PATH`;
  throw new Error(
    `no browser to open the report in: ${what}. On Debian or Ubuntu run "sudo bin/setup --for test" or ` +
      '"sudo apt-get install chromium"; elsewhere install Chromium or Chrome and name it in HADRILL_CHROMIUM',
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface Opened {
  page: Page;
  /** Every address that the page asked for, its own included. */
  requests: string[];
  /** What the browser complained of. */
  complaints: string[];
}

/** Opens a file without scripts and without a network, as a reader on a plane with a strict browser does. */
export async function opened(browser: Browser, path: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext({ javaScriptEnabled: false, offline: true, ...options });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`file://${path}`);
  return { page, requests, complaints };
}

export interface Box {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/**
 * Where things of the picture are, in its own units and without their strokes, as the browser laid them out.
 * Expressions are text: they run in the page, which has no scripts of its own.
 */
export function boxes(page: Page, selector: string): Promise<Box[]> {
  return page.evaluate<
    Box[]
  >(`[...document.querySelectorAll(${JSON.stringify(`.scroll > svg ${selector}`)})].map((one) => {
    const { x, y, width, height } = one.getBBox();
    return { text: one.textContent, left: x, right: x + width, top: y, bottom: y + height };
  })`);
}

/** How far a text's colour is from its ground, as WCAG 2 counts it; null where it is not there. */
export function contrast(page: Page, selector: string): Promise<number | null> {
  return page.evaluate<number | null>(`(() => {
    const one = document.querySelector(${JSON.stringify(selector)});
    if (!one) return null;
    const light = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
    const ground = (at) => {
      const colour = getComputedStyle(at).backgroundColor;
      return colour === 'rgba(0, 0, 0, 0)' ? ground(at.parentElement) : colour;
    };
    const { color, fill } = getComputedStyle(one);
    const [a, b] = [light(one.closest('svg') ? fill : color), light(ground(one.closest('svg') ?? one))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  })()`);
}
