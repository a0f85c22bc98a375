// dmn-js in Chinese. What is not here stays as the library says it; a test reads the page for English.
const WORDS = {
  "\"value\"": "\"值\"", "\"value\", \"value\", ...": "\"值\", \"值\", …", "Add cell description": "加单元格说明", "Add input column left": "左边加条件列",
  "Add input column right": "右边加条件列", "Add input": "加条件列", "Add output column left": "左边加结果列", "Add output column right": "右边加结果列",
  "Add output": "加结果列", "Add predefined values": "加可选的值", "Add rule above": "上面加一行", "Add rule below": "下面加一行", "Add rule": "加一行",
  "Add values": "加值", After: "晚于", And: "并且", Annotation: "备注", Annotations: "备注", Before: "早于", Between: "介于", "Boolean value": "是或否",
  "Change cell expression language": "换表达式语言", "Clear predefined values": "清空可选的值", "Comparison operator": "比较方式", Comparison: "比较",
  "Copy input column": "复制条件列", "Copy output column": "复制结果列", "Copy rule": "复制这一行", "Custom values": "自己写的值", "Cut input column": "剪切条件列",
  "Cut output column": "剪切结果列", "Cut rule": "剪切这一行", "Date and time value": "日期时间", "Date and time": "日期时间", "Date value": "日期", Date: "日期",
  "Decision name": "决策名称", "Decision name: ": "决策名称：", "Duration value": "时长", "Edit boolean": "改是或否", "Edit date and time": "改日期时间",
  "Edit date": "改日期", "Edit duration": "改时长", "Edit end date and time": "改结束时间", "Edit end date": "改结束日期", "Edit end time": "改结束时间",
  "Edit input": "改条件列", "Edit number": "改数", "Edit output": "改结果列", "Edit start date and time": "改开始时间", "Edit start date": "改开始日期",
  "Edit start time": "改开始时间", "Edit string": "改文字", "Edit time": "改时间", Edit: "修改", "Editing not supported for set expression language": "这种表达式语言不能改",
  "End date and time": "结束时间", "End date": "结束日期", "End time": "结束时间", "End value": "到", "Enter expression": "写表达式", Equals: "等于", Exactly: "正好",
  Exclude: "不含", "Expression language": "表达式语言", Expression: "表达式", "Greater or equals": "大于或等于", Greater: "大于", "Hit policy": "命中方式",
  "Hit policy:": "命中方式：", Include: "含", "Input expression": "看什么", "Input expression: ": "看什么：", "Input label": "列名", "Input label: ": "列名：",
  "Input type": "条件的类型", "Input values": "条件可选的值", Input: "条件", "Less or equals": "小于或等于", Less: "小于", "Match none": "都不是", "Match one": "是其中一个",
  "Move rule": "移动这一行", "Move Input": "移动条件列", "Move Output": "移动结果列", "Remove item": "删去", "No values": "没有值", No: "否", "Output label": "列名", "Output label: ": "列名：", "Output name": "代码", "Output name: ": "代码：",
  "Output type": "结果的类型", "Output values": "结果可选的值", Output: "结果", "Paste input column left": "左边粘贴条件列", "Paste input column right": "右边粘贴条件列",
  "Paste output column left": "左边粘贴结果列", "Paste output column right": "右边粘贴结果列", "Paste rule above": "上面粘贴一行", "Paste rule below": "下面粘贴一行",
  "Predefined values": "可选的值", "Range end operator": "结束含不含", "Range end value": "到", "Range start operator": "开始含不含", "Range start value": "从", Range: "范围",
  "Remove cell description": "删去单元格说明", "Remove input column": "删去条件列", "Remove output column": "删去结果列", "Remove rule": "删去这一行", Resize: "拖动改宽",
  "Set date and time": "填日期时间", "Set date": "填日期", "Set duration": "填时长", "Set time": "填时间", "Set value": "填值", "Start date and time": "开始时间",
  "Start date": "开始日期", "Start time": "开始时间", "Start value": "从", "String value": "文字", "Strings must be in double quotes": "文字要放在英文双引号里",
  "Test type": "怎样比较", Then: "那么", "Time value": "时间", Time: "时间", Type: "类型", "Use now": "用现在", "Use today": "用今天", Value: "值", Values: "值",
  "View DRD": "看关系图", When: "当", Yes: "是", "e.g. { example } ": "例如 { example }", "e.g. { sample }": "例如 { sample }", "-": "-",
  string: "文字", boolean: "是或否", number: "数字", date: "日期", time: "时间", dateTime: "日期时间", dayTimeDuration: "时长（天、时）",
  yearMonthDuration: "时长（年、月）", Any: "任意", "Literal expression": "表达式",
  Unique: "只命中一行", First: "命中第一行", Priority: "按优先级", "Collect": "收集", "Collect (Sum)": "收集（合计）", "Collect (Min)": "收集（最小）",
  "Collect (Max)": "收集（最大）", "Collect (Count)": "收集（个数）", "Rule order": "按行的顺序全收", "Output order": "按结果的优先级全收",
  "No overlap is possible and all rules are disjoint. Only a single rule can be matched": "各行不能重叠，每种情形只命中一行。",
  "Rules may overlap. The first matching rule will be chosen": "各行可以重叠，取第一个命中的。",
  "Rules may overlap. The one with the highest priority will be chosen": "各行可以重叠，取结果优先级最高的。",
  "Rules may overlap. Their output have to match": "各行可以重叠，但结果要一样。",
  "Collects the values of all matching rules": "收集所有命中行的结果。",
  "Collects the values of all matching rules and sums up to a single value": "收集所有命中行的结果并合计。",
  "Collects the values of all matching rules and uses the lowest value": "收集所有命中行的结果，取最小的。",
  "Collects the values of all matching rules and uses the highest value": "收集所有命中行的结果，取最大的。",
  "Collects the values of all matching rules and counts the number of them": "数出有几行命中。",
  "Collects the values of all matching rules in rule order": "按行的顺序收集所有命中行的结果。",
  "Collects the values of all matching rules in decreasing output priority order": "按结果的优先级收集所有命中行的结果。",
};

const english = () => !(document.documentElement.lang || "zh").startsWith("zh");

export function translate(template, replacements = {}) {
  const said = english() ? template : WORDS[template] ?? template;
  return said.replace(/\{\s*(\w+)\s*\}/g, (whole, key) => (key in replacements ? translate(String(replacements[key])) : whole));
}

