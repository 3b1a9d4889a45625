import { addToCatalog } from '../catalog';
import { GPT_MINI } from './gptMini';
import { VIT_MINI } from './vitMini';

// Importing this file adds its networks to the catalogue. The page loads it after its first script.
for (const model of [VIT_MINI, GPT_MINI]) addToCatalog(model);
