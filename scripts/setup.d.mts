// What playwright.config.ts takes from setup.mjs.
export function findBrowser(): Promise<{ readonly path: string; readonly source: string } | null>;
