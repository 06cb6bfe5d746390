export function isUnitCode(code: string): boolean { return /^[A-Z0-9]{2,3}$/.test(code); }
