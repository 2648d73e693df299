/** Two capitals that say a view, a side, a technique, a department, a disease, a measure, a number or a small word. */
export const letterPairs: ReadonlySet<string> = new Set(
  'BT AP PA OD OS OU LL RL RR LR HS VS SS DS HØ VE DX SN IV IM SC PO CC ML LM XC CV AT BL BI SE GE FE EP TE TR TI TT IR FS FA PD PC WB NB NM CT MR UL US PT RT MG CR XA RF ES OT IO PX OP BD ED EF ET LV RV LA RA AO MI TA TP TB TH CP CM CH HF UE LE CE AC AD AX SA SG CO VR MP HR LD SD HD CK GK BV AK KK UK UT GD IA UA OB OK NO JA TV MF ST KL NR PR AF AV OM EN DE UD IN ON BY TO OF IS IT AS AM PM QD QC QA ID II VI IX XI XL XS XP NT WO CA CU HB CS TS LS BS GA GI GU GY KI LU ME MS NE OR PÆ RE UR ØN AI DL MM KG UG NG BQ HU HZ KV MA MV PH PE PF PN FX DR SV RO LO VA RH NY BC HC DM HT MB CF CD MD EV SI PS PI AR VM AL AF AA BB EE DD FF GG HP SP SR SU DT IP IC IG IF IL IE CI CL CG CX AG AH EM EN EC EX FL FR FN FP FO FU GT GR HI HN HO HL IU LP LN LT MC MN MO MT NP NR NS OA PB PL PV QP QT RI RN RP RS SB SH SL SO SX TC TD TF TG TN TU UC UF UP VC VF VT WI WL WW ZN VI LS HZ GB KB TB AB HA'.split(
    ' ',
  ),
)

/** What makes the images: in front of a verb too it is no person. */
export const modalityPairs: ReadonlySet<string> = new Set('CT MR US UL PT NM XA CR DX MG RF ES OT RT'.split(' '))

/** Two letters with full stops that mean a view, a way, an eye or a time. */
export const dottedPairs: ReadonlySet<string> = new Set(
  'AP PA OD OS OU LL IV IM SC PO PN HS DS SN TD BD QD MF TV TH AD NB PS AM PM CA ET AL DR'.split(' '),
)
