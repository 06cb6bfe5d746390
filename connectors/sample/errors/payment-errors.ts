import { addDays } from "../calendar";
import { amountOf, roundTo } from "../money";
import type { Payment } from "../payments";
import { createRandom } from "../random";
import { financeId, type PlantedDiscrepancy } from "./planted-error";
import type { Planted } from "./trade-errors";

/** A second transfer of the same account, days after one of its payments, that names no document. */
function unexplained(payment: Payment, index: number): Payment {
  const amount = roundTo(payment.amount.times("0.37").plus(1), payment.currency);
  const [id, number] = [`${payment.id}9${index}`, `${payment.number}-${index + 1}`];
  return { ...payment, id, number, paidOn: addDays(payment.paidOn, 3), amount, allocations: [], onAccount: amount };
}

/** Pays more than it settles. */
function overpaid(payment: Payment): Payment {
  const more = roundTo(amountOf("123.45"), payment.currency);
  return { ...payment, amount: payment.amount.plus(more), onAccount: more };
}

const planted = ({ id, number }: Payment, about: string): PlantedDiscrepancy => ({
  rule: "PAYMENT_WITHOUT_INVOICE",
  on: financeId("payment", id),
  about: `${about}: ${number}`,
});

/** Money that settles nothing, in and out, and a payment of more than is owed. */
export function plantPaymentErrors(seed: number, payments: readonly Payment[]): Planted<readonly Payment[]> {
  const random = createRandom(seed, "errors of payment");
  const plain = payments.filter(({ allocations, paidOn }) => allocations.length === 1 && paidOn < "2026-05-01");
  const of = (direction: Payment["direction"]) =>
    random.sample(
      plain.filter((payment) => payment.direction === direction),
      2,
    );
  const [received, paid] = [of("INBOUND"), of("OUTBOUND")];
  const alone = [received[0], paid[0]].flatMap((payment, index) => (payment ? [unexplained(payment, index)] : []));
  const over = new Map([received[1], paid[1]].flatMap((payment) => (payment ? [[payment.id, overpaid(payment)]] : [])));
  return {
    books: [...payments.map((payment) => over.get(payment.id) ?? payment), ...alone],
    planted: [
      ...alone.map((payment) => planted(payment, "no document")),
      ...[...over.values()].map((payment) => planted(payment, "more than owed")),
    ],
  };
}
