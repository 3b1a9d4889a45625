import { t } from './language/t';

/** Reasons why inference does not run on a hardware GPU, as clauses that end a report. */
export const GPU_REASONS = {
  get none() {
    return t`this browser has no WebGPU; Chrome and Edge have it from version 113, Safari from 26`;
  },
  get insecure() {
    return t`this page is served over plain HTTP, and WebGPU needs HTTPS or localhost`;
  },
  get noAdapter() {
    return t`WebGPU is present but no GPU was offered (driver blocked or remote desktop)`;
  },
} as const;
