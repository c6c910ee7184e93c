// Compares two pictures of a screen, in the browser that made them.
import { readFileSync } from 'node:fs';

// How far a pixel may be from what it was, of 255 in each colour: edges of letters are never quite alike.
const ALIKE = 25;

export class Comparer {
  static async in(browser) {
    const context = await browser.newContext();
    return new Comparer(context, await context.newPage());
  }

  constructor(context, page) {
    this.context = context;
    this.page = page;
  }

  // The share of the pixels that differ, of the larger picture; what one has more than the other differs.
  share(one, other) {
    const [first, second] = [one, other].map((file) => `data:image/png;base64,${readFileSync(file).toString('base64')}`);
    return this.page.evaluate(
      async ([before, after, alike]) => {
        const open = async (address) => {
          const picture = await createImageBitmap(await (await fetch(address)).blob());
          const canvas = new OffscreenCanvas(picture.width, picture.height);
          const pen = canvas.getContext('2d', { willReadFrequently: true });
          pen.drawImage(picture, 0, 0);
          return { width: picture.width, height: picture.height, data: pen.getImageData(0, 0, picture.width, picture.height).data };
        };
        const [a, b] = [await open(before), await open(after)];
        const [width, height] = [Math.min(a.width, b.width), Math.min(a.height, b.height)];
        const all = Math.max(a.width, b.width) * Math.max(a.height, b.height);
        let different = all - width * height;
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            const [p, q] = [4 * (y * a.width + x), 4 * (y * b.width + x)];
            const far = (channel) => Math.abs(a.data[p + channel] - b.data[q + channel]) > alike;
            if (far(0) || far(1) || far(2)) different++;
          }
        }
        return different / all;
      },
      [first, second, ALIKE],
    );
  }

  end() {
    return this.context.close();
  }
}
