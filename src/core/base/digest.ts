/** A content address that names its algorithm: `sha256:` and 64 hex digits. */
export type Digest = `sha256:${string}`;

/** Digests a text (UTF-8). The pure folders get it handed in, since they may not import Node. */
export type Sha256 = (text: string) => Digest;
