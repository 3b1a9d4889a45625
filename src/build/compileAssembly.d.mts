import type { Plugin } from 'vite';

export function compileAssembly(): Plugin;
