"""What a column of a sheet may mean, and the names by which its heading is known.

The names are the contract's, ours in both languages, the settlement interface's, and those of hospitals' exports;
of two columns with one meaning the one whose name stands first here is taken.
"""

from dataclasses import dataclass

from calculator.ground.language import N_
from calculator.sheets.cell_values import Kind
from calculator.sheets.table_columns import VISIT_COLUMNS


@dataclass(frozen=True, slots=True)
class Meaning:
    """A field of a visit that a column may hold: its heading, what is in its cells, and its other names."""

    key: str
    heading: str
    kind: Kind
    names: tuple[str, ...]


_OWN = {column.key: column.heading for column in VISIT_COLUMNS}


def _meaning(key: str, kind: Kind, names: str) -> Meaning:
    return Meaning(key, _OWN[key], kind, tuple(names.split()))


MEANINGS: tuple[Meaning, ...] = (
    _meaning(
        "date",
        "date",
        "就诊日期 就诊时间 门诊日期 就医日期 就医时间 看病日期 诊疗日期 费用发生日期 费用日期 发生日期"
        " 开始日期 begntime begndate 结算日期 结算时间 setl_time 收费日期 收费时间 缴费日期 缴费时间 交易日期"
        " 交易时间 开票日期 issuedate fee_ocur_time visit_date date_of_visit",
    ),
    _meaning(
        "person",
        "person",
        "参保人 参保人姓名 就诊人 就诊人姓名 患者 患者姓名 病人姓名 人员姓名 姓名 人员 psn_name patient name",
    ),
    _meaning(
        "institution",
        "institution",
        "医疗机构等级 医疗机构级别 定点医疗机构等级 定点医疗机构级别 就诊医疗机构等级 就诊机构等级"
        " 就诊机构级别 机构等级 机构级别 医院等级 医院级别 hosp_lv_name hosp_lv 等级 级别 就诊机构 hospital_level"
        " institution_level level 机构",
    ),
    _meaning(
        "prescriber",
        "level",
        "处方机构等级 处方机构级别 处方医疗机构等级 处方医疗机构级别 开方机构等级 开方机构级别 处方医院等级",
    ),
    _meaning(
        "total",
        "amount",
        "医疗费总额 medfee_sumamt 医疗费用总额 医疗总费用 医疗费用 门诊总费用 费用总额 总费用 总金额"
        " 医疗费合计 费用合计 合计金额 发票金额 票据金额 开票金额 totalamt taxinclusivetotalamount 总额 合计 总计 费用"
        " 金额 项目金额 明细金额 det_item_fee_sumamt total_cost total_amount amount",
    ),
    _meaning(
        "out_of_catalogue",
        "amount",
        "全自费 全自费金额 fulamt_ownpay_amt 全自费费用 全额自费 目录外费用 目录外 丙类自费 丙类费用 丙类"
        " ownpay 自费金额 自费费用 自费 个人自费 个人自费金额",
    ),
    _meaning(
        "over_price_limit",
        "amount",
        "超限价自费 超限价自费费用 超限价金额 超限价自付 overlmt_selfpay overlmt_amt 超限价费用 超限价",
    ),
    _meaning(
        "first_self_pay",
        "amount",
        "先行自付 先行自付金额 preselfpay_amt 先行自付费用 乙类先行自付 乙类先自付 先自付 先自付金额 乙类自付"
        " 自付二 自付二金额",
    ),
    _meaning("paid_elsewhere", "amount", "其他待遇支付 其他基金支付 其他支付 其他支出 oth_pay 其他渠道支付 其他报销"),
    _meaning("setting", "setting", "就医情形 就医方式 就诊方式 就医类型 异地就医 结算方式"),
    _meaning("emergency", "yes_no", "门诊抢救 急诊抢救 是否抢救 是否门诊抢救 抢救"),
    _meaning("circumstances", "circumstances", "特殊情形 特殊情况 情形"),
    _meaning("pay_from_account", "payers", "支付账户 账户支付人 由谁的账户支付 付款账户"),
    _meaning(
        "institution_name",
        "text",
        "医疗机构名称 定点医疗机构名称 医院名称 就诊医院 就诊机构名称 机构名称 fixmedins_name 开票单位 收款单位"
        " medicalinstitution invoicingpartyname sellername 医院 医疗机构 hospital",
    ),
    _meaning("note", "text", "科室 就诊科室 科别 dept_name 备注 摘要 说明 department note remark"),
    _meaning(
        "receipt",
        "number",
        "票据号 票据号码 发票号 发票号码 单据号 单据号码 收据号 收据号码 billno invoice_no invoiceno invoicenumber"
        " einvoicenumber receipt_no receipt",
    ),
    _meaning("time", "time", "就诊时刻 结算时刻 时间 time"),
    _meaning("refunded", "yes_no", ""),
    _meaning(
        "stated.pooled",
        "amount",
        "统筹支付 统筹基金支付 统筹支付金额 统筹基金支付金额 hifp_pay 医保统筹支付 医保统筹 基金支付 基金支付总额"
        " fund_pay_sumamt fundpay 医保基金支付 医保支付 医保支付金额 医保报销 医保报销金额 报销金额",
    ),
    _meaning(
        "stated.account",
        "amount",
        "账户支付 个人账户支付 个人账户支付金额 账户支付金额 acct_pay accountpay 个账支付 医保个账支付",
    ),
    _meaning(
        "stated.family_account", "amount", "共济账户支付 家庭共济支付 账户共济支付 账户共济支付金额 acct_mulaid_pay"
    ),
    _meaning("stated.cash", "amount", "现金支付 个人现金支付 现金支付金额 psn_cash_pay selfcashpay 现金"),
    _meaning("stated.in_scope", "amount", "政策范围内 政策范围内费用 政策范围内金额 符合政策范围金额 inscp_scp_amt"),
    _meaning("stated.deductible", "amount", "起付线 本次起付线 实付起付线 起付标准 本次起付 act_pay_dedc"),
    _meaning("stated.balance_after", "amount", "账户余额 个人账户余额 余额 balc"),
    _meaning("unread", "unread", ""),
    _meaning("id", "id", ""),
)
"""What a column may mean, in the order in which a person chooses."""

KIND_OF_CARE = Meaning(
    "med_type",
    N_("kind of care"),
    "care",
    ("医疗类别", "就诊类别", "就诊类型", "就医类别", "医疗类型", "门诊类别", "门诊类型", "诊疗类别", "就诊性质"),
)
"""What others' sheets say of a row and ours do not, being all of outpatients."""


def _helper(key: str, heading: str, kind: Kind, names: str) -> Meaning:
    return Meaning(key, heading, kind, tuple(names.split()))


SETTLEMENT = _helper(
    "settlement",
    N_("number of the settlement"),
    "number",
    "setl_id 结算id 结算编号 结算单号 结算号 结算流水号 医保结算id 医保结算号 业务流水号 交易流水号 流水号"
    " 收费流水号 收费单号 缴费流水号 缴费单号 支付流水号 支付单号 交易单号 交易号 订单号 订单编号",
)
"""Rows of one number are one bill."""
INVOICE_CODE = _helper(
    "invoice_code",
    N_("code of the invoice"),
    "number",
    "发票代码 票据代码 票据批次号 电子票据代码 billbatchcode invoicecode einvoicecode",
)
"""Numbers of invoices begin anew under each code."""
ORIGINAL = _helper(
    "original",
    N_("number of the bill that was paid back"),
    "number",
    "原结算id 原结算号 原流水号 原结算流水号 原单据号 原票据号 原票据号码 原发票号 init_setl_id",
)
REFUND = _helper(
    "refund",
    N_("mark of a refund"),
    "refund",
    "refd_setl_flag 退费标志 退费标识 是否退费 退费状态 冲红标志 红冲标志 作废标志 是否作废 票据状态 发票状态 单据状态"
    " 结算状态 状态",
)
IDENTITY = _helper(
    "identity",
    N_("identity number of a person"),
    "item",
    "身份证号 身份证号码 身份证件号码 证件号码 证件号 certno psn_no 个人编号 人员编号 参保人编号 社会保障号"
    " 社会保障号码 医保编号 社保卡号 医保卡号 医保卡号码 patient_id 患者id",
)
"""Rows of different ones are of different people, whether or not they are named."""
COUNT = _helper(
    "count", N_("number of visits in a row"), "item", "次数 就诊次数 门诊次数 人次 就诊人次 笔数 张数 票据张数 结算次数"
)
STAY = _helper(
    "stay",
    N_("mark of a stay in hospital"),
    "item",
    "住院号 住院流水号 住院编号 入院日期 入院时间 出院日期 出院时间 住院天数",
)
VALID = _helper(
    "valid", N_("mark of a valid bill"), "valid", "是否有效 有效标志 有效标识 有效状态 vali_flag valid_flag"
)
REFUND_DAY = _helper(
    "refund_day",
    N_("day on which a bill was paid back"),
    "refund_day",
    "退费日期 退费时间 退款日期 退款时间 冲红日期 冲红时间 红冲日期 作废日期 作废时间 撤销日期 撤销时间",
)
REFUND_AMOUNT = _helper(
    "refund_amount", N_("amount paid back"), "amount", "退费金额 退款金额 已退金额 已退费金额 退费总额 退费合计"
)
INSURANCE = _helper(
    "insurance",
    N_("kind of insurance"),
    "insurance",
    "insutype 险种 险种类型 险种类别 保险类型 参保类型 医保类型 medcaretypecode",
)
PERSON_TYPE = _helper(
    "psn_type",
    N_("kind of insured person"),
    "person_type",
    "人员类别 人员类型 参保人员类别 参保人员类型 人员性质 psn_type",
)
"""Who is not in the employees' insurance has no bills here; whoever is may have another status than the household's."""
ITEM = _helper(
    "item",
    N_("item of a bill"),
    "item",
    "项目名称 收费项目 费用项目 药品名称 明细名称 费用类别 收费类别 费用名称 项目类别 项目编码 药品编码 单价 数量 规格"
    " 项目 明细 hilist_name medins_list_name itemname item",
)
"""Where a sheet has such a column and its amounts do not say that they are those of whole bills, a row is an item."""

HELPERS = (
    KIND_OF_CARE,
    SETTLEMENT,
    INVOICE_CODE,
    ORIGINAL,
    REFUND,
    VALID,
    REFUND_DAY,
    REFUND_AMOUNT,
    IDENTITY,
    COUNT,
    STAY,
    INSURANCE,
    PERSON_TYPE,
    ITEM,
)
SHEET_MEANINGS = (*MEANINGS, *HELPERS)
"""What a column of anybody's sheet may mean."""
BY_MEANING = {meaning.key: meaning for meaning in SHEET_MEANINGS}
REQUIRED = ("date", "institution", "total")
"""Without these there is no visit."""
