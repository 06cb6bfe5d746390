import type { ReactNode } from "react";

interface SearchProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly onChange: (value: string) => void;
}

export function Search({ label, value, placeholder, onChange }: SearchProps): ReactNode {
  return (
    <label className="choice">
      <span>{label}</span>
      <input type="search" value={value} placeholder={placeholder} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}
