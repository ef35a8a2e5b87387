/** The version in package.json, written in by the bundler. */
declare const FAIRLEAD_VERSION: string;
