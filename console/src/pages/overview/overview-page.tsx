import { type ReactNode, useState } from "react";
import { useAnswer } from "../../graph/use-answer";
import { ALL, Choice } from "../../parts/choice";
import { monthText } from "../../parts/figures";
import { Page } from "../../parts/page";
import { Faulted, Loading } from "../../parts/states";
import { useWords } from "../../words/language";
import { AgeingPanel } from "./ageing-panel";
import { BudgetPanel } from "./budget-panel";
import { ForecastPanel } from "./forecast-panel";
import { KpiTiles } from "./kpi-tiles";
import { CustomerMarginPanel, ItemMarginPanel } from "./margin-panels";
import { MonthPanels } from "./month-panels";
import { lastBookedDay, monthOf, type Scope, ScopeDocument, yearTo } from "./scope";

export function OverviewPage(): ReactNode {
  const words = useWords();
  const { say } = words;
  const answer = useAnswer(ScopeDocument, { variables: {} });
  const [companyId, setCompany] = useState(ALL);
  const [currency, setCurrency] = useState<string>();
  const [lastMonth, setLastMonth] = useState<string>();
  if (!answer.data)
    return (
      <Page title={say("overview")}>
        {answer.loading ? <Loading lines={6} /> : <Faulted faults={answer.faults} again={answer.again} />}
      </Page>
    );

  const companies = answer.data.companies?.nodes ?? [];
  const currencies = [...new Set(companies.map((company) => company.currency ?? "").filter(Boolean))];
  const own = companies.find((company) => company.financeId === companyId)?.currency;
  const booked = monthOf(lastBookedDay(answer.data));
  const months = Array.from({ length: 24 }, (_, back) => monthOf(booked.from, -back));
  const year = yearTo(lastMonth ?? booked.from);
  const scope: Scope = {
    companyId: companyId || null,
    currency: currency ?? own ?? currencies[0] ?? "EUR",
    from: year[0]?.from ?? booked.from,
    to: year.at(-1)?.to ?? booked.to,
  };
  return (
    <Page
      title={say("overview")}
      lead={say("overviewLead")}
      tools={
        <>
          <Choice
            label={say("company")}
            value={companyId}
            options={[
              [ALL, say("allCompanies")],
              ...companies.map((company) => [company.financeId ?? "", company.name ?? ""] as const),
            ]}
            onChange={(chosen) => {
              setCompany(chosen);
              setCurrency(undefined);
            }}
          />
          <Choice
            label={say("currency")}
            value={scope.currency}
            options={currencies.map((each) => [each, each])}
            onChange={setCurrency}
          />
          <Choice
            label={say("yearTo")}
            value={lastMonth ?? booked.from}
            options={months.map(({ from }) => [from, monthText(words, from)])}
            onChange={setLastMonth}
          />
        </>
      }
    >
      <KpiTiles scope={scope} />
      <div className="panels">
        <MonthPanels scope={scope} months={year} />
        <ForecastPanel scope={scope} />
        <BudgetPanel scope={scope} />
        <ItemMarginPanel scope={scope} />
        <CustomerMarginPanel scope={scope} />
        <AgeingPanel scope={scope} side="receivables" />
        <AgeingPanel scope={scope} side="payables" />
      </div>
    </Page>
  );
}
