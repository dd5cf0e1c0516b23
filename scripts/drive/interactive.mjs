/** When a page became usable: the frame after what is looked for was drawn. Asked inside the page, so that no wait of ours is counted. */

/**
 * @param {import('playwright').Page} page
 * @param {string} selector
 * @param {number} limitMs
 * @returns {Promise<number>} Milliseconds since the epoch. Rejects when it does not come within the limit.
 */
export const interactiveAt = (page, selector, limitMs) =>
  page.evaluate(
    ({ selector, limitMs }) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (document.querySelector(selector))
            requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
          else if (performance.now() > limitMs) reject(new Error(`${selector} did not come within ${limitMs} ms`));
          else requestAnimationFrame(look);
        };
        look();
      }),
    { selector, limitMs },
  );
