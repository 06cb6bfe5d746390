/** How a sale came about; the ERP's order and the finance system's invoice both carry it. */
export const SALES_CHANNELS = ["DIRECT", "RESELLER", "ONLINE"] as const;
