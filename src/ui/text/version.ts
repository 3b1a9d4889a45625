declare const __ARES_VERSION__: string;

/** Version of the explorer, from package.json. The build replaces the name. */
export const VERSION: string = __ARES_VERSION__;
