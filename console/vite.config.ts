import { defineConfig } from "vite";

/** Built for the gateway to serve below /console; file names carry their content's hash, and nothing is inlined. */
export default defineConfig({
  base: "/console/",
  esbuild: { jsx: "automatic" },
  build: { target: "es2022", assetsInlineLimit: 0, chunkSizeWarningLimit: 800 },
});
