// Types of the functions that playwright.config.ts imports from setup.mjs.
export function findBrowser(): Promise<{ readonly path: string; readonly source: string } | null>;
