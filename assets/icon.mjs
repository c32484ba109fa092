// Draws the mark as a PNG (for telephones that take no SVG icon): gold 14-ray star on indigo, 4 × 4 samples.
const RAYS = 14;
const INDIGO = [0x17, 0x30, 0x5c];
const GOLD = [0xe0, 0xaa, 0x3e];

function isGold(x, y) {
  const r = Math.hypot(x, y);
  if (r < 5.2) return false;
  if (r > 26.5 && r < 28.5) return true;
  const step = (2 * Math.PI) / RAYS;
  const turned = (((Math.atan2(x, -y) % step) + step) % step) / step;
  const off = Math.abs(turned - Math.round(turned)) * step;
  // The edge of a ray runs straight from its tip (24.5) to the valley (10.5) half a step away.
  const [tip, valley, half] = [24.5, 10.5, step / 2];
  const edge = (tip * valley * Math.sin(half)) / (tip * Math.sin(off) + valley * Math.sin(half - off));
  return r <= edge;
}

const TABLE = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE((crc ^ 0xffffffff) >>> 0, body.length + 4);
  return out;
}

export function star(size, deflate) {
  const rows = Buffer.alloc(size * (size * 3 + 1));
  for (let y = 0, at = 0; y < size; y++) {
    rows[at++] = 0;
    for (let x = 0; x < size; x++) {
      let gold = 0;
      for (let s = 0; s < 16; s++) {
        const px = ((x + ((s % 4) + 0.5) / 4) / size) * 72 - 36;
        const py = ((y + ((s >> 2) + 0.5) / 4) / size) * 72 - 36;
        if (isGold(px, py)) gold++;
      }
      for (let c = 0; c < 3; c++) rows[at++] = Math.round(INDIGO[c] + ((GOLD[c] - INDIGO[c]) * gold) / 16);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflate(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
}
