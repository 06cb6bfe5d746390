import { crc32, deflateSync } from "node:zlib";
import type { Page } from "playwright-core";

/** A picture by a palette: of each pixel the number of its colour. */
interface Indexed {
  readonly width: number;
  readonly height: number;
  readonly colours: readonly number[];
  readonly pixels: string;
}

/**
 * A screenshot in at most 256 colours, which a page of flat colours and text keeps without a visible loss, at a third of the size.
 * @param blank an empty page, whose canvas reads the screenshot
 */
export async function smallPng(blank: Page, screenshot: Buffer): Promise<Buffer> {
  const { width, height, colours, pixels } = await blank.evaluate<Indexed>(
    `(${INDEX_BY_PALETTE})("${screenshot.toString("base64")}")`,
  );
  const bytes = Buffer.from(pixels, "base64");
  // Each line begins with the number of its filter: 0, none.
  const lines = Array.from({ length: height }, (_, y) => [Buffer.of(0), bytes.subarray(y * width, (y + 1) * width)]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("PLTE", Buffer.from(colours.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    chunk("IDAT", deflateSync(Buffer.concat(lines.flat()), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** Run in the page: near colours become the most frequent one of them, and rare ones the nearest of the 256 most frequent. */
const INDEX_BY_PALETTE = `async (base64) => {
  const blob = new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]);
  const image = await createImageBitmap(blob);
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const counts = new Map();
  const colourAt = (at) => (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
  for (let at = 0; at < data.length; at += 4) counts.set(colourAt(at), (counts.get(colourAt(at)) ?? 0) + 1);
  const frequent = [...counts].sort((left, right) => right[1] - left[1]).map(([colour]) => colour);
  const near = new Map();
  for (const colour of frequent) {
    const key = colour & 0xf8f8f8;
    if (!near.has(key)) near.set(key, colour);
  }
  const colours = [...near.values()].slice(0, 256);
  const square = (left, right, shift) => (((left >> shift) & 255) - ((right >> shift) & 255)) ** 2;
  const distance = (left, right) => square(left, right, 16) + square(left, right, 8) + square(left, right, 0);
  const indexOf = new Map(frequent.map((colour) => {
    const distances = colours.map((each) => distance(colour, each));
    return [colour, distances.indexOf(Math.min(...distances))];
  }));
  const pixels = new Uint8Array(width * height);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = indexOf.get(colourAt(at * 4));
  let text = "";
  for (let at = 0; at < pixels.length; at += 8192) text += String.fromCharCode(...pixels.subarray(at, at + 8192));
  return { width, height, colours, pixels: btoa(text) };
}`;
