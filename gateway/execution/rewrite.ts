import type { Schema } from "@apollo/federation-internals";
import type { FetchDataRewrite } from "@apollo/query-planner";
import { type Data, isData } from "./merge";
import { conditionOn } from "./type-conditions";
import { requirePlainName } from "./unsupported";

/** Changes what is sent to or was received from a subgraph, in place. */
export type Rewrite = (value: unknown) => void;

const FRAGMENT_PREFIX = "... on ";

/** The planner's rewrites in their order; undefined: there are none. */
export function compileRewrites(
  schema: Schema,
  rewrites: readonly FetchDataRewrite[] | undefined,
): Rewrite | undefined {
  const steps = (rewrites ?? []).flatMap((rewrite) => compileRewrite(schema, rewrite) ?? []);
  if (steps.length === 0) return undefined;
  return (value) => {
    for (const step of steps) step(value);
  };
}

function compileRewrite(schema: Schema, rewrite: FetchDataRewrite): Rewrite | undefined {
  const last = rewrite.path.at(-1);
  if (last === undefined) return undefined;
  return atPath(schema, rewrite.path.slice(0, -1), change(rewrite, requirePlainName(last)));
}

function change(rewrite: FetchDataRewrite, field: string): (object: Data) => void {
  if (rewrite.kind === "ValueSetter") {
    return (object) => {
      object[field] = rewrite.setValueTo;
    };
  }
  const renamed = requirePlainName(rewrite.renameKeyTo);
  return (object) => {
    if (!object[field]) return;
    object[renamed] = object[field];
    object[field] = undefined;
  };
}

function atPath(schema: Schema, path: readonly string[], apply: (object: Data) => void): Rewrite {
  const [step, ...rest] = path;
  const onObject = step === undefined ? apply : stepInto(schema, step, atPath(schema, rest, apply));
  const rewrite: Rewrite = (value) => {
    if (Array.isArray(value)) for (const element of value) rewrite(element);
    else if (isData(value)) onObject(value);
  };
  return rewrite;
}

function stepInto(schema: Schema, step: string, next: Rewrite): (object: Data) => void {
  if (!step.startsWith(FRAGMENT_PREFIX)) {
    const field = requirePlainName(step);
    return (object) => next(object[field]);
  }
  const meets = conditionOn(schema, step.slice(FRAGMENT_PREFIX.length));
  return (object) => {
    const typename = object["__typename"];
    if (!typename || meets(String(typename))) next(object);
  };
}
