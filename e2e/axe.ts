import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Findings of axe that keep somebody out, in the page as it stands or in one part of it. */
export async function seriousFindings(page: Page, part?: string): Promise<readonly string[]> {
  // The page has no frames, so axe needs no second page; nor does it have to describe what is right.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  if (part !== undefined) axe.include(part);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Findings of `seriousFindings` in both themes, each after the name of its theme. */
export async function seriousFindingsInThemes(page: Page): Promise<readonly string[]> {
  const findings: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const finding of await seriousFindings(page)) findings.push(`${colorScheme}: ${finding}`);
  }
  return findings;
}
