import type { ColumnDef } from "@tanstack/react-table";
import { type ReactNode, useMemo, useState } from "react";
import { graphql } from "../../graph/generated";
import type { PermissionMatrixQuery, RoleName } from "../../graph/generated/graphql";
import { useAnswer } from "../../graph/use-answer";
import { FilterChoice, type OrAll } from "../../parts/choice";
import { Icon } from "../../parts/icon";
import { Page } from "../../parts/page";
import { Panel } from "../../parts/panel";
import { Search } from "../../parts/search";
import { VirtualTable } from "../../parts/virtual-table";
import { useSession } from "../../session/session";
import { roleNames } from "../../words/enums";
import { useWords } from "../../words/language";

const MatrixDocument = graphql(`
  query PermissionMatrix {
    permissionMatrix {
      type
      fields {
        field
        roles
      }
    }
  }
`);

interface MatrixRow {
  readonly type: string;
  readonly field: string;
  readonly roles: ReadonlySet<string>;
}

const ROLES = Object.keys(roleNames) as RoleName[];

export function PermissionsPage(): ReactNode {
  const { say } = useWords();
  const answer = useAnswer(MatrixDocument, { variables: {} });
  const [search, setSearch] = useState("");
  const [role, setRole] = useState<OrAll<RoleName>>("");
  const rows = useMemo(() => rowsOf(answer.data), [answer.data]);
  const wanted = search.trim().toLowerCase();
  const shown = rows.filter(
    (row) => `${row.type}.${row.field}`.toLowerCase().includes(wanted) && (role === "" || row.roles.has(role)),
  );
  const columns = useColumns();
  return (
    <Page
      title={say("permissions")}
      lead={say("permissionsLead")}
      tools={
        <>
          <Search label={say("typeOrField")} value={search} onChange={setSearch} />
          <FilterChoice
            label={say("readableBy")}
            all={say("anybody")}
            value={role}
            names={roleNames}
            onChange={setRole}
          />
        </>
      }
    >
      <Panel
        className="table-panel matrix"
        title={say("matrix")}
        answer={answer}
        path="permissionMatrix"
        of={(data) => data.permissionMatrix}
        isEmpty={() => shown.length === 0}
      >
        {() => (
          <VirtualTable
            label={say("matrix")}
            rows={shown}
            total={rows.length}
            columns={columns}
            template={`minmax(96px, 0.8fr) minmax(160px, 1.4fr) repeat(${ROLES.length}, minmax(64px, 0.5fr))`}
            rowId={({ type, field }) => `${type}.${field}`}
            rowHeight={36}
          />
        )}
      </Panel>
    </Page>
  );
}

function rowsOf(data: PermissionMatrixQuery | undefined): readonly MatrixRow[] {
  return (data?.permissionMatrix ?? []).flatMap(({ type, fields }) =>
    (fields ?? []).map(({ field, roles }) => ({
      type: type ?? "",
      field: field ?? "",
      roles: new Set<string>(roles ?? []),
    })),
  );
}

function useColumns(): readonly ColumnDef<MatrixRow>[] {
  const { say, language } = useWords();
  const { role: own } = useSession();
  return useMemo(
    () => [
      { id: "type", header: say("type"), cell: ({ row }) => <span className="muted clip">{row.original.type}</span> },
      { id: "field", header: say("field"), cell: ({ row }) => <strong className="clip">{row.original.field}</strong> },
      ...ROLES.map(
        (role): ColumnDef<MatrixRow> => ({
          id: role,
          header: () => <span className={role === own ? "own-role" : ""}>{roleNames[role][language]}</span>,
          cell: ({ row }) =>
            row.original.roles.has(role) ? (
              <span className="yes">
                <Icon name="check" />
                <span className="unseen">{say("mayRead")}</span>
              </span>
            ) : (
              <span className="no">
                ·<span className="unseen">{say("mayNotRead")}</span>
              </span>
            ),
        }),
      ),
    ],
    [say, language, own],
  );
}
