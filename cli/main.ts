import "reflect-metadata";
import { writePermissionPage } from "./permission-page";
import { checkSchema, writeSchema } from "./schema";
const args = process.argv.slice(2);
if (args.includes("--check")) { const faults = checkSchema(); faults.forEach((f)=>console.error(f)); process.exit(faults.length?1:0); }
else console.log([...writeSchema(), writePermissionPage()].join("\n"));
