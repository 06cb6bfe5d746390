/**
 * What counts as equal and how long a difference may wait, as data. Amounts are compared in smallest units of their
 * currency (0.01 USD, 1 JPY, 0.001 KWD); a change here makes the next run a full one.
 */
export const TOLERANCES = {
  /** Smallest units by which two systems may differ on one line that each rounds for itself. */
  roundingUnitsPerLine: 1,
  /** The same for a document that both keep as one amount: an invoice's total is either the same or it is not. */
  roundingUnitsPerDocument: 0,
  /** Smallest units an open document may differ in the company's currency, where rates were multiplied. */
  roundingUnitsPerConvertedDocument: 1,
  /** Days that goods may be delivered before they are billed. */
  billingGraceDays: 7,
  /** Days that goods may be billed before they are delivered. */
  deliveryGraceDays: 7,
  /** Days that the ERP's invoice may wait to be booked, and that its booking day may differ within the month. */
  bookingGraceDays: 7,
  /** Days that a payment may wait to be allocated. */
  allocationGraceDays: 7,
  /** Days within which two alike invoices without any reference are taken for one billed twice. */
  duplicateDays: 3,
  /** Days within which two invoices with one reference are taken for one billed twice. */
  sameReferenceDays: 90,
} as const;
