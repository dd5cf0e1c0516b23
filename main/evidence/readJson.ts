/** JSON from a file: as it is, or why it is none. What is in it is for a schema to say. */

export type ReadJson = { readonly ok: true; readonly json: unknown } | { readonly ok: false; readonly why: string };

export const readJson = (text: string): ReadJson => {
  try {
    return { ok: true, json: JSON.parse(text) };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : 'no JSON' };
  }
};
