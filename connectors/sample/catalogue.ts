export type ItemUnit = "个" | "台" | "箱" | "千克" | "米" | "套" | "次";

export interface ItemCategory {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
}

export const CATEGORIES: readonly ItemCategory[] = [
  { id: "10", name: "测量仪器", parentId: "" },
  { id: "1010", name: "长度测量", parentId: "10" },
  { id: "1020", name: "力学测量", parentId: "10" },
  { id: "1030", name: "光学测量", parentId: "10" },
  { id: "1040", name: "温度测量", parentId: "10" },
  { id: "20", name: "零部件", parentId: "" },
  { id: "2010", name: "机械件", parentId: "20" },
  { id: "2020", name: "电子件", parentId: "20" },
  { id: "30", name: "耗材", parentId: "" },
  { id: "40", name: "服务", parentId: "" },
];

/** Items of one name in several variants; a family stands after those it may be made of. */
export interface Family {
  readonly category: string;
  readonly name: string;
  readonly variants: readonly string[];
  readonly unit: ItemUnit;
  readonly kind: "PRODUCT" | "COMPONENT" | "SERVICE";
  /** Lowest and highest cost in CNY. */
  readonly cost: readonly [number, number];
  readonly made?: true;
}

export const FAMILIES: readonly Family[] = [
  {
    category: "2010",
    name: "不锈钢测杆",
    variants: ["6mm", "8mm", "10mm"],
    unit: "个",
    kind: "COMPONENT",
    cost: [8, 30],
  },
  {
    category: "2010",
    name: "花岗石底座",
    variants: ["200×150", "300×200"],
    unit: "个",
    kind: "COMPONENT",
    cost: [90, 240],
  },
  { category: "2010", name: "微调螺杆", variants: ["M6", "M8", "M10"], unit: "个", kind: "COMPONENT", cost: [4, 18] },
  {
    category: "2010",
    name: "铝合金壳体",
    variants: ["A型", "B型", "C型"],
    unit: "个",
    kind: "COMPONENT",
    cost: [12, 60],
  },
  { category: "2010", name: "黄铜棒料", variants: ["Φ12", "Φ20"], unit: "千克", kind: "COMPONENT", cost: [48, 66] },
  { category: "2020", name: "液晶显示屏", variants: ["2寸", "4寸"], unit: "个", kind: "COMPONENT", cost: [18, 75] },
  {
    category: "2020",
    name: "位移传感器",
    variants: ["±1mm", "±5mm", "±10mm"],
    unit: "个",
    kind: "COMPONENT",
    cost: [60, 220],
  },
  { category: "2020", name: "主控电路板", variants: ["V2", "V3"], unit: "个", kind: "COMPONENT", cost: [45, 130] },
  { category: "2020", name: "屏蔽电缆", variants: ["2芯", "4芯"], unit: "米", kind: "COMPONENT", cost: [2, 7] },
  { category: "2020", name: "锂电池组", variants: ["3.7V", "7.4V"], unit: "个", kind: "COMPONENT", cost: [15, 48] },
  {
    category: "1010",
    name: "数显高度仪",
    variants: ["0-300mm", "0-600mm", "0-1000mm"],
    unit: "台",
    kind: "PRODUCT",
    cost: [0, 0],
    made: true,
  },
  {
    category: "1010",
    name: "电子测微仪",
    variants: ["DW-1", "DW-2", "DW-5"],
    unit: "台",
    kind: "PRODUCT",
    cost: [0, 0],
    made: true,
  },
  {
    category: "1020",
    name: "数字扭矩仪",
    variants: ["10N·m", "50N·m", "200N·m"],
    unit: "台",
    kind: "PRODUCT",
    cost: [0, 0],
    made: true,
  },
  {
    category: "1040",
    name: "多路温度记录仪",
    variants: ["8路", "16路", "32路"],
    unit: "台",
    kind: "PRODUCT",
    cost: [0, 0],
    made: true,
  },
  {
    category: "1010",
    name: "数显卡尺",
    variants: ["0-150mm", "0-200mm", "0-300mm", "0-500mm"],
    unit: "个",
    kind: "PRODUCT",
    cost: [60, 320],
  },
  {
    category: "1010",
    name: "外径千分尺",
    variants: ["0-25mm", "25-50mm", "50-75mm"],
    unit: "个",
    kind: "PRODUCT",
    cost: [70, 180],
  },
  {
    category: "1010",
    name: "量块",
    variants: ["47块组", "83块组", "112块组"],
    unit: "套",
    kind: "PRODUCT",
    cost: [420, 1900],
  },
  {
    category: "1020",
    name: "推拉力计",
    variants: ["50N", "200N", "500N"],
    unit: "台",
    kind: "PRODUCT",
    cost: [380, 900],
  },
  {
    category: "1030",
    name: "测量显微镜",
    variants: ["XG-10", "XG-20", "XG-30"],
    unit: "台",
    kind: "PRODUCT",
    cost: [2600, 6800],
  },
  {
    category: "1030",
    name: "投影仪镜头",
    variants: ["10×", "20×", "50×"],
    unit: "个",
    kind: "PRODUCT",
    cost: [300, 1500],
  },
  {
    category: "1040",
    name: "红外测温枪",
    variants: ["-50~550℃", "0~1000℃"],
    unit: "个",
    kind: "PRODUCT",
    cost: [85, 260],
  },
  {
    category: "1030",
    name: "激光测距模块",
    variants: ["样机Ⅰ", "样机Ⅱ"],
    unit: "个",
    kind: "PRODUCT",
    cost: [700, 1100],
  },
  { category: "30", name: "镜头清洁纸", variants: ["50包", "100包"], unit: "箱", kind: "PRODUCT", cost: [120, 260] },
  { category: "30", name: "防锈油", variants: ["FX-1", "FX-2"], unit: "千克", kind: "PRODUCT", cost: [22, 40] },
  { category: "30", name: "热敏打印纸", variants: ["57mm", "80mm"], unit: "箱", kind: "PRODUCT", cost: [60, 95] },
  { category: "30", name: "测头保护套", variants: ["小号", "大号"], unit: "个", kind: "PRODUCT", cost: [3, 9] },
  {
    category: "30",
    name: "校准砝码",
    variants: ["F1级", "F2级", "M1级"],
    unit: "套",
    kind: "PRODUCT",
    cost: [180, 760],
  },
  { category: "40", name: "仪器校准服务", variants: ["现场", "实验室"], unit: "次", kind: "SERVICE", cost: [0, 0] },
  { category: "40", name: "操作培训", variants: ["半天", "全天"], unit: "次", kind: "SERVICE", cost: [0, 0] },
  { category: "40", name: "安装调试", variants: ["标准"], unit: "次", kind: "SERVICE", cost: [0, 0] },
];
