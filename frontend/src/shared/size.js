/** A number of bytes as a person reads it, the way the server writes it: "512 bytes", "36.2 MiB". @param {number} count */
export function sizeOf(count) {
  if (count < 1024) return `${count} bytes`;
  let amount = count;
  for (const unit of ["KiB", "MiB"]) {
    amount /= 1024;
    if (amount < 1024) return `${amount.toFixed(1)} ${unit}`;
  }
  return `${(amount / 1024).toFixed(1)} GiB`;
}
