import type { Page } from 'playwright-core';

/**
 * How many pixels of two screenshots of one place differ in luminance by at least this contrast.
 * Compared in another page, whose policy lets images in.
 */
export async function changedPixels(
  page: Page,
  one: Buffer,
  other: Buffer,
  contrast: number,
): Promise<number> {
  const compare = await page.context().newPage();
  const urls = [one, other].map((png) => `data:image/png;base64,${png.toString('base64')}`);
  const changed = await compare.evaluate(countChanged, { urls, contrast });
  await compare.close();
  return changed;
}

/** Runs in a page. */
async function countChanged({ urls, contrast }: { urls: string[]; contrast: number }): Promise<number> {
  const linear = (value: number) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const luminances = async (url: string) => {
    const image = await createImageBitmap(await (await fetch(url)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
    canvas.drawImage(image, 0, 0);
    const { data } = canvas.getImageData(0, 0, image.width, image.height);
    return Array.from({ length: data.length / 4 }, (_, at) => {
      const [r, g, b] = [0, 1, 2].map((part) => linear(data[at * 4 + part]! / 255));
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    });
  };
  const [before = [], after = []] = await Promise.all(urls.map(luminances));
  return before.filter((value, at) => {
    const [dark, light] = [Math.min(value, after[at]!), Math.max(value, after[at]!)];
    return (light + 0.05) / (dark + 0.05) >= contrast;
  }).length;
}
