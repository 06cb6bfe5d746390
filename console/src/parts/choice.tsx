import type { ReactNode } from "react";
import { type Names, useWords, type Words } from "../words/language";

type Option<Value extends string> = readonly [value: Value, text: string];

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
}

export function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>): ReactNode {
  return (
    <label className="choice">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value as Value)}>
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The values of an enum by their names, in the order in which they are named. */
export function optionsOf<Value extends string>(
  names: Readonly<Record<Value, Names>>,
  { language }: Words,
): readonly Option<Value>[] {
  return Object.entries<Names>(names).map(([value, name]) => [value as Value, name[language]]);
}

/** What a filter says when it lets everything through. */
export const ALL = "";
export type OrAll<Value extends string> = Value | typeof ALL;

interface FilterChoiceProps<Value extends string> {
  readonly label: string;
  /** What stands for all of them. */
  readonly all?: string;
  readonly value: OrAll<Value>;
  readonly names: Readonly<Record<Value, Names>>;
  readonly onChange: (value: OrAll<Value>) => void;
}

/** One value of an enum, or all of them. */
export function FilterChoice<Value extends string>(props: FilterChoiceProps<Value>): ReactNode {
  const words = useWords();
  const { label, value, names, onChange, all = words.say("all") } = props;
  const options: readonly Option<OrAll<Value>>[] = [[ALL, all], ...optionsOf(names, words)];
  return <Choice label={label} value={value} options={options} onChange={onChange} />;
}
