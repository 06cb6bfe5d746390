import { graphError } from "../../schema/errors";

/** Why a subscription ends whose client does not take its events. */
export const tooSlow = () => graphError("SUBSCRIPTION_TOO_SLOW", "An event was not taken in time.");
