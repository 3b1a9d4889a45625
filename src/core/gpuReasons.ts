/** Reasons why inference does not run on a hardware GPU, as clauses that end a report. */
export const GPU_REASONS = {
  none: 'this browser has no WebGPU; Chrome and Edge have it from version 113, Safari from 26',
  insecure: 'this page is served over plain HTTP, and WebGPU needs HTTPS or localhost',
  noAdapter: 'WebGPU is present but no GPU was offered (driver blocked or remote desktop)',
} as const;
