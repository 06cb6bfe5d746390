// Every contestant prints its address, and ends when its standard input does.
export function serving(address) {
  console.log(address);
  process.stdin.resume().on("end", () => process.exit(0));
}

export const addressOf = (server) => `http://127.0.0.1:${server.address().port}`;
