import type { Words } from "../bilingual";

const CHINESE: Readonly<Record<string, string>> = {
  name: "名称",
  taxId: "税号",
  email: "邮箱",
  phone: "电话",
  address: "地址",
  postalCode: "邮编",
  city: "城市",
  code: "编码",
  price: "价格",
};

/** A field as it is told of; one of somebody's own labelled pairs has the name it came with. */
export const fieldName = (name: string): Words => ({ en: name, zh: CHINESE[name] ?? name });
