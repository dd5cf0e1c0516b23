/** Whether nobody watches: then nothing may be skipped, and tests that hang on other processes are tried twice. */
export const underCi = /^(1|true)$/i.test(process.env.CI ?? '');
