/** Word lists the invented firms are named from; no list holds a real company. */

export interface City {
  readonly name: string;
  /** First six digits of the tax ids registered there, GB/T 2260. */
  readonly region: string;
  readonly province: string;
  readonly postalCode: string;
}

export const CITIES: readonly City[] = [
  { name: "苏州", region: "320508", province: "江苏省", postalCode: "215000" },
  { name: "杭州", region: "330106", province: "浙江省", postalCode: "310000" },
  { name: "宁波", region: "330206", province: "浙江省", postalCode: "315000" },
  { name: "无锡", region: "320213", province: "江苏省", postalCode: "214000" },
  { name: "南京", region: "320115", province: "江苏省", postalCode: "210000" },
  { name: "深圳", region: "440306", province: "广东省", postalCode: "518000" },
  { name: "东莞", region: "441900", province: "广东省", postalCode: "523000" },
  { name: "成都", region: "510107", province: "四川省", postalCode: "610000" },
  { name: "武汉", region: "420111", province: "湖北省", postalCode: "430000" },
  { name: "青岛", region: "370211", province: "山东省", postalCode: "266000" },
  { name: "天津", region: "120116", province: "天津市", postalCode: "300000" },
  { name: "合肥", region: "340111", province: "安徽省", postalCode: "230000" },
];

export const BRANDS = [
  "恒锐",
  "晟达",
  "博远",
  "启衡",
  "凌岳",
  "瑞丰",
  "华拓",
  "天衡",
  "新科",
  "中测",
  "东仪",
  "泰和",
  "嘉准",
  "睿测",
  "鸿准",
  "锦程",
  "远图",
  "信衡",
  "铭仪",
  "弘毅",
  "精准",
  "朗测",
  "德衡",
  "盛测",
] as const;

export const CUSTOMER_TRADES = [
  "精密机械",
  "自动化设备",
  "光电科技",
  "汽车零部件",
  "医疗器械",
  "航空部件",
  "检测技术",
] as const;
export const SUPPLIER_TRADES = ["五金制品", "电子元件", "传感器", "铸造", "光学玻璃", "包装材料"] as const;

export interface ForeignFirm {
  readonly name: string;
  readonly city: string;
  readonly postalCode: string;
  readonly country: string;
}

export const JAPANESE_CUSTOMERS: readonly ForeignFirm[] = [
  { name: "株式会社青葉計測", city: "仙台市", postalCode: "980-0811", country: "JP" },
  { name: "東海精工株式会社", city: "名古屋市", postalCode: "460-0008", country: "JP" },
  { name: "株式会社みなと製作所", city: "横浜市", postalCode: "231-0005", country: "JP" },
  { name: "北斗テクノロジー株式会社", city: "札幌市", postalCode: "060-0042", country: "JP" },
  { name: "有限会社桜井工業", city: "大阪市", postalCode: "530-0001", country: "JP" },
  { name: "瀬戸内機器株式会社", city: "広島市", postalCode: "730-0011", country: "JP" },
  { name: "株式会社タカミネ", city: "福岡市", postalCode: "810-0001", country: "JP" },
  { name: "武蔵野オプティクス株式会社", city: "東京都", postalCode: "180-0004", country: "JP" },
];

export const KUWAITI_CUSTOMERS: readonly ForeignFirm[] = [
  { name: "شركة الواحة للمعدات الصناعية", city: "Kuwait City", postalCode: "13001", country: "KW" },
  { name: "Al Noor Petroleum Services W.L.L.", city: "Ahmadi", postalCode: "61001", country: "KW" },
  { name: "Gulf Calibration Co. K.S.C.", city: "Shuwaikh", postalCode: "70653", country: "KW" },
  { name: "Marina Desalination Works", city: "Salmiya", postalCode: "20001", country: "KW" },
  { name: "Burgan Pipe & Valve Trading", city: "Fahaheel", postalCode: "64000", country: "KW" },
];

export const WESTERN_CUSTOMERS: readonly ForeignFirm[] = [
  { name: "Müller & Söhne Messtechnik GmbH", city: "Göttingen", postalCode: "37073", country: "DE" },
  { name: "Société Lefèvre Métrologie S.A.S.", city: "Besançon", postalCode: "25000", country: "FR" },
  { name: "Officine Perrone S.r.l.", city: "Torino", postalCode: "10121", country: "IT" },
  { name: "Łódzkie Zakłady Pomiarowe Sp. z o.o.", city: "Łódź", postalCode: "90-001", country: "PL" },
  { name: "Ångström Instrument AB", city: "Västerås", postalCode: "722 11", country: "SE" },
  { name: "Cascade Metrology Inc.", city: "Portland, OR", postalCode: "97201", country: "US" },
  { name: "Great Lakes Gauge LLC", city: "Milwaukee, WI", postalCode: "53202", country: "US" },
];

export const PRIVATE_CUSTOMERS = ["赵晓岚", "陈思远"] as const;

export const FOREIGN_SUPPLIERS: readonly (ForeignFirm & { readonly currency: "JPY" | "EUR" | "USD" | "KWD" })[] = [
  { name: "株式会社光洋部品", city: "浜松市", postalCode: "430-0926", country: "JP", currency: "JPY" },
  { name: "関西商事株式会社", city: "神戸市", postalCode: "650-0001", country: "JP", currency: "JPY" },
  { name: "Rhein Präzision AG", city: "Basel", postalCode: "4051", country: "CH", currency: "EUR" },
  { name: "Optik Hellmann GmbH", city: "Jena", postalCode: "07743", country: "DE", currency: "EUR" },
  { name: "Pacific Sensors Corp.", city: "San Jose, CA", postalCode: "95110", country: "US", currency: "USD" },
  { name: "Kuwait Industrial Supplies Co.", city: "Kuwait City", postalCode: "13002", country: "KW", currency: "KWD" },
];

export const SALES_PEOPLE = {
  CN: ["李国栋", "王雪", "周启明"],
  JP: ["佐藤 健", "高橋 美咲"],
  KW: ["Yousef Al-Hamad"],
} as const;
