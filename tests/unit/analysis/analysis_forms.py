"""The forms of sentences and headlines, and what each claims; see `analysis_claims`."""

from __future__ import annotations

from tests.unit.analysis import analysis_claims as c

# Arguments are named like the blanks of the forms.
# ruff: noqa: N803

MONEY_SUP = "terbanyak|terbesar|tertinggi|terluas"
INF = "paling sedikit|terkecil|terendah|tersempit"
EN_SUP, EN_INF = "largest|highest|most", "smallest|lowest|fewest"
EN_SUP_OPENS, EN_INF_OPENS = EN_SUP.title(), EN_INF.title()

SENTENCES_ID = [
    ("{N} {H} pada {P} tercatat {V}.", c.level),
    ("{N} {H} <verb=naik|turun> {C} dari {V1} pada {P1} menjadi {V2} pada {P2}.", c.change),
    ("{N} {H} <verb=naik|turun> dari {V1} pada {P1} menjadi {V2} pada {P2}.", c.change),
    ("{N} {H} pada {P2} sama dengan {P1}, yaitu {V}.", c.no_change),
    ("{N} {H} pada {P2} ({V2}) hampir sama dengan {P1} ({V1}).", c.hardly),
    ("Dibanding {P1} ({V1}), {N} {H} <verb=naik|turun> menjadi {V2} pada {P2}, tetapi <last=naik|turun> "
     "dari {V3} pada {P3}.", c.but_turn),
    ("Jarak {N} tertinggi dan terendah <moved=melebar|menyempit> dari {C1} pada {P1} menjadi {C} pada {P2}.",
     c.spread_moves),
    ("{N} {H} <verb=naik|turun> {K} tahun berturut-turut, dari {V1} pada {P1} menjadi {V2} pada {P2}.",
    c.streak),
    ("Setelah {K} tahun <before=naik|turun>, "
     "{N} {H} <verb=naik|turun> dari {V1} pada {P1} menjadi {V2} pada {P2}.",
     c.turn),
    ("{N} {H} <before=naik|turun> {K} tahun hingga mencapai {V1} pada {P1}, lalu <verb=naik|turun> {K2} "
     "tahun menjadi {V2} pada {P2}.", c.bend),
    ("Sejak {P1}, {N} {H} <verb=naik|turun> rata-rata {C} per tahun, lebih <pace=cepat|lambat> daripada "
     "{C1} per tahun dari {P0} sampai {P2}.", c.pace),
    ("Di {K} dari {K2} {Z}, {N} antara {V1} dan {V2} pada {P}; nilai tengahnya {V}.", c.middle_half),
    ("{N} {H} pada {P2} mencapai {V2}, <verb=naik|turun> {C} dari {V1} pada {P1}.", c.year_on_year),
    ("{N} {H} pada {P2} mencapai {V}, <most=tertinggi|terendah|terbanyak|paling sedikit> sejak {P1}.",
     c.record),
    *[
        (f"{{N}} {{H}} <how=paling tinggi|paling rendah|paling banyak|paling sedikit> pada {{P}}, yaitu "
         f"{{V}}{tail}; pada {{P2}} tercatat {{V2}}.", c.extreme)
        for tail in ("", "<limit=, di antara angka yang tersedia>")
    ],
    ("Sejak {P1}, {N} {H} <verb=naik|turun> rata-rata {C} per tahun, dari {V1} menjadi {V2} pada {P2}.",
     c.long_change),
    ("Sejak {P1}, {N} {H} <verb=naik|turun> dari {V1} menjadi {V2} pada {P2}.", c.long_change),
    ("{N} {H} pada {P2} ({V2}) setara {X} kali angka {P1} ({V1}).", c.multiple),
    ("{N} {H} pada {P2} ({V2}) setara <about=sekitar >{X} kali angka {P1} ({V1}).", c.multiple),
    ("{N} {H} pada {P} <did=mencapai|turun menjadi> {V}, untuk pertama kali <side=melewati|di bawah> {B} "
     "dalam data sejak {P1}.", c.milestone),
    ("{N} {H} pada {P} <did=mencapai|turun menjadi> {V}, <side=melewati|di bawah> {B}; angka sebelumnya {V1} "
     "pada {P1}.", c.milestone_gap),
    ("Sejak {P1} sampai {P2}, {N} {H} bergerak antara {V1} dan {V2}.", c.steady),
    ("Data {N} {H} sebelum {P1} tidak sebanding dengan data sejak {P2}.", c.break_note),
    ("Kenaikan dari {V1} pada {P1} menjadi {V2} pada {P2} jangan langsung dibaca sebagai lonjakan: tabel "
     "tidak menyebut apakah cakupan pendataannya sama.", c.leap),
    ("Angka {N} {H} sebelum {P1} tidak dibandingkan: dari {V1} pada {P2} ke {V2} pada {P3} lebih mungkin "
     "karena cara atau cakupan pencatatan berubah.", c.not_comparable),
    ("Tabel menyebut satuan orang, padahal angkanya pecahan ({V} pada {P}); mungkin yang dimaksud ribuan.",
     c.parts_of_people),
    ("Data {N} pada {P} mencakup {K} dari {K2} {Z}; wilayah lain belum dapat dibandingkan.", c.coverage),
    ("{N} di {R} berubah dari {V1} pada {P1} menjadi {V2} pada {P2}: periksa dulu apakah dihitung dengan "
     "cara yang sama.", c.leap_of_region),
    ("{N} di {R} ({V}) melebihi seratus; periksa cara menghitungnya sebelum mengutip.", c.over_hundred),
    ("{N} di {R} ({V1}) terpaut sangat jauh dari yang berikutnya ({V2}); periksa angkanya sebelum mengutip.",
     c.far_off),
    ("Angka {T} kecil (paling banyak {V}), sehingga satu kejadian saja sudah dapat mengubah urutan wilayah.",
     c.very_few),
    ("Data {N} {H} untuk {Q} tidak tersedia.", c.missing_note),
    ("Data {N} {H} untuk {Q} bersifat sementara.", c.provisional_note),
    *[
        (f"{{N}} <sup={MONEY_SUP}> pada {{P}} ada di {{S1}} ({{V1}}), <inf={INF}> di {{S2}} ({{V2}}){tail}.",
         c.top_bottom)
        for tail in ("", ", di antara {K} {Z} yang datanya tersedia")
    ],
    *[
        (f"{{N}} <sup={MONEY_SUP}> pada {{P}} ada di {{S1}} ({{V1}}){tail}.", c.top_only)
        for tail in ("", ", di antara {K} {Z} yang datanya tersedia")
    ],
    ("{N} pada {P} sama besar di {K} {Z}: {V}.", c.all_equal),
    ("{N} pada {P} hampir sama di {K} {Z}: antara {V1} dan {V2}.", c.nearly_equal),
    ("{N} {H} berbalik <side=positif|negatif|surplus|defisit>, dari {V1} pada {P1} menjadi {V2} pada {P2}.",
     c.side),
    ("<much=Sebanyak|Sebesar> {G} persen {T} {H} pada {P} ada di {R}.", c.share),
    ("{A} bersama-sama <does=menampung|menyumbang|memiliki> {G} persen {T} {H} pada {P}.", c.together),
    ("{K} {Z} teratas bersama-sama <does=menampung|menyumbang|memiliki> {G} persen {T} {H} pada {P}.",
     c.top_together),
    ("{N} di {R} ({V1}) pada {P} mencapai {X} kali {R2} ({V2}).", c.gap_ratio),
    ("{N} di {R} ({V1}) pada {P} mencapai <about=sekitar >{X} kali {R2} ({V2}).", c.gap_ratio),
    ("Selisih {N} antara {R} ({V1}) dan {R2} ({V2}) pada {P} mencapai {C}.", c.gap_points),
    ("{N} di {R} ({V1}) pada {P} jauh di atas {R2} ({V2}) di urutan berikutnya.", c.outlier),
    ("{N} di {K} dari {K2} {Z} pada {P} lebih <side=tinggi|rendah> daripada angka {H} ({V}).",
    c.against_whole),
    ("{N} di {R} ({V1}) pada {P2} melampaui {R2} ({V2}); pada {P1} masih di bawahnya ({V3} dan {V4}).",
     c.overtake),
    ("{R} naik dari peringkat {K} pada {P1} ke peringkat {K2} pada {P2} menurut {N}.", c.rank_move),
    ("Dari {P1} ke {P2}, {N} <verb=naik|turun> di semua {Z}.", c.breadth),
    ("Dari {P1} ke {P2}, {N} <verb=naik|turun> paling besar di {R}: {C}, dari {V1} menjadi {V2}; di {R2} "
     "<last=naik|turun> {C2}.", c.long_move),
    ("Dari {P1} ke {P2}, {N} di luar {R} <verb=naik|turun> {C}, sedangkan di {R2} "
     "<more=bertambah|berkurang> {C2}.", c.outside),
    ("{R} menyumbang {G} persen <what=kenaikan|penurunan> {N} {H} dari {P1} ke {P2}: "
     "<verb=bertambah|berkurang> {C}.", c.contribution),
    ("Dari {P1} ke {P2}, {N} <verb=naik|turun> di {K} dari {K2} {Z}.", c.breadth),
    ("Dari {P1} ke {P2}, {N} <verb=naik|turun> di {K} dari {K2} {Z}, sedangkan di {R} <last=naik|turun> dari "
     "{V1} menjadi {V2}.", c.breadth_but_one),
    *[
        (f"Setelah turun dari {{V1}} pada {{P1}} menjadi {{V3}} pada {{P3}}, {{N}} {{H}} pada {{P2}} "
         f"mencapai {{V2}}{tail}.", c.recovery)
        for tail in ("", ", atau {G} persen dari angka {P4}")
    ],
    ("<what=Pertumbuhan|Kenaikan|Penurunan> {N} <most=tercepat|terbesar> dari {P1} ke {P2} ada di {R}: {C}, "
     "dari {V1} menjadi {V2}.", lambda r, most, **k: c.fastest(r, **k)),
]  # fmt: skip

HEADLINES_ID = [
    ("{TH} {V}", c.level_now),
    ("{TH}: {V}", c.level_now),
    ("{H}: {T} {V}", c.level_now),
    ("Ada {V} {W} di {H}", c.level_now),
    ("{TH} <verb=naik|turun> {C} dalam setahun", c.change_within),
    ("{TH} <verb=naik|turun> {C} sejak {P1}", c.change_since),
    ("{TH} <verb=naik|turun> {C} dibanding {P1}", c.change_on),
    ("{TH} <verb=bertambah|berkurang> {C} dalam setahun", c.change_within),
    ("{TH} <verb=bertambah|berkurang> {C} sejak {P1}", c.change_since),
    ("{TH} <verb=naik|turun> menjadi {V}", c.change_to),
    ("Tidak tercatat {W}<home=| di Contoh>", c.none_recorded),
    ("Ekonomi {H} <verb=tumbuh|menyusut> {C} dalam setahun", c.change_within),
    ("Ekonomi {H} <verb=tumbuh|menyusut> {C} sejak {P1}", c.change_since),
    ("Ekonomi {H} <verb=tumbuh|menyusut> {C}, <how=naik dari|melambat dari|setelah tumbuh|"
     "setelah menyusut> {C2}", c.economy_pace),
    ("{TH} tetap {V}", c.unchanged_now),
    ("{TH} bertahan di {V}", c.level_now),
    ("{TH} <verb=naik|turun> sejak {P1}, tetapi <last=naik|turun><again=| lagi> pada {P2}", c.but_turn_now),
    ("Jarak {T} tertinggi dan terendah <moved=melebar|menyempit> sejak {P1}", c.spread_moves_now),
    ("{TH} <verb=naik|turun> {K} tahun beruntun", c.streak_now),
    ("{TH} <verb=naik|turun> setelah {K} tahun <before=naik|turun>", c.turn_now),
    ("{T} hampir sama di {K} {Z}", c.nearly_equal_now),
    ("{TH} berbalik <side=positif|negatif|surplus|defisit>", c.side_now),
    ("{TH} <side=positif|negatif|surplus|defisit> sejak {P1}", c.side_since),
    ("{TH} <verb=naik|turun> sejak {P1} setelah {K} tahun <before=naik|turun>", c.bend_now),
    ("<what=Kenaikan|Penurunan> {T} <pace=makin cepat|melambat> sejak {P1}", c.pace_now),
    ("{TH} <most=tertinggi|terendah|terbanyak|paling sedikit> sejak {P1}", c.record_now),
    ("{TH} <how=memuncak|paling rendah|paling sedikit> pada {P}", c.extreme_now),
    ("{TH} <how=belum kembali ke puncak> {P}", c.extreme_now),
    ("{TH} menjadi {X} kali lipat sejak {P1}", c.multiple_now),
    ("{TH} menjadi <about=sekitar >{X} kali lipat sejak {P1}", c.multiple_now),
    ("{TH} <side=tembus|di bawah> {B}", c.milestone_now),
    ("{TH} nyaris tak berubah sejak {P1}", c.steady_now),
    (f"{{T}} <sup={MONEY_SUP}|{INF}> di {{R}}", c.top_now),
    (f"{{T}}: {{R}} <sup={MONEY_SUP}>, {{R2}} <inf={INF}>", c.top_bottom_now),
    (f"{{TH}} {{V}}, <sup={MONEY_SUP}|{INF}> di {{R}}", c.whole_top_now),
    (f"{{T}} <sup={MONEY_SUP}> dari {{K}} {{Z}} yang tercatat: {{R}}", c.top_known_now),
    ("<about=|Hampir |hampir >{K0} dari {K} {W} <lives=tinggal|ada|bersekolah> di {R}",
     lambda r, K0, lives, **k: c.one_in(r, **k)),
    ("<about=|Hampir |Lebih dari >{F} {W} {H} <lives=tinggal|ada|bersekolah> di {R}",
     lambda r, lives, **k: c.fraction(r, **k)),
    ("{R} <does=menampung|menyumbang|memiliki> {G} persen {T}", c.share_now),
    ("{K} dari {K2} {Z} <does=menampung|menyumbang|memiliki> <about=|hampir |lebih dari >{F} {W}",
     c.few_hold),
    ("<about=|Hampir |Lebih dari >{F} {W} <lives=tinggal|ada|bersekolah> di {K} dari {K2} {Z}",
     lambda r, lives, **k: c.part_in_few(r, **k)),
    ("{T} {R} {X} kali {R2}", c.gap_ratio_now),
    ("{T} {R} <about=sekitar >{X} kali {R2}", c.gap_ratio_now),
    ("Selisih {T} {R} dan {R2} {C}", c.gap_points_now),
    ("{T} {R} jauh di atas {Z} lain", c.outlier_now),
    ("Di {K} dari {K2} {Z}, {T} <side=di atas|di bawah> angka {H}", c.against_whole_now),
    (f"{{T}} kini <sup={MONEY_SUP}> di {{R}}, menggeser {{R2}}", c.overtake_now),
    ("{R} naik ke peringkat {K} {T}", c.rank_now),
    ("{T} <verb=naik|turun> di semua {Z}", c.breadth_now),
    ("{T} <course=membaik|memburuk> di semua {Z}", c.course_now),
    ("{T} <course=membaik|memburuk> di {K} dari {K2} {Z}", c.course_now),
    ("{TH} <course=membaik|memburuk> setelah {K} tahun <before=membaik|memburuk>", c.turn_course_now),
    ("{T} <how=tumbuh paling cepat|turun paling cepat|naik paling besar|turun paling besar> di {R} "
     "sejak {P1}",
     c.long_move_now),
    ("{T} <how=tumbuh paling cepat|turun paling cepat|naik paling besar|turun paling besar> di {R}, "
     "tetapi <last=naik|turun> di {R2}", c.long_move_now),
    ("{R} menyumbang {G} persen <what=kenaikan|penurunan> {T}", c.contribution_now),
    ("{T} <way=naik|turun> hanya karena {R}", c.but_outside_now),
    ("{T} <verb=naik|turun>, kecuali di {R}", c.one_against),
    ("{TH} pulih, tetapi belum menyamai {P1}", c.recovering_now),
    ("{TH} baru {G} persen dari tingkat {P1}", c.recovering_now),
    ("{TH} kini melampaui tingkat {P1}", c.recovered_now),
    ("{T} <verb=naik|turun> di {K} dari {K2} {Z}", c.breadth_now),
    ("{T} <verb=naik|turun> di {K} dari {K2} {Z}, tetapi <last=naik|turun> di {A}", c.but_some_now),
    ("<what=Pertumbuhan|Kenaikan|Penurunan> {T} <most=tercepat|terbesar> di {R}",
     lambda r, most, **k: c.fastest_now(r, **k)),
]  # fmt: skip

SENTENCES_EN = [
    ("In {P}, {N} in {H} stood at {V}.", c.level),
    ("{N} in {H} <verb=rose|fell> by {C} from {V1} in {P1} to {V2} in {P2}.", c.change),
    ("{N} in {H} <verb=rose|fell> from {V1} in {P1} to {V2} in {P2}.", c.change),
    ("{N} in {H} stayed at {V} from {P1} to {P2}.", c.no_change),
    ("{N} in {H} in {P2} ({V2}) <was=was|were> nearly the same as in {P1} ({V1}).",
     lambda r, was, **k: c.hardly(r, **k)),
    ("Against {P1} ({V1}), {N} in {H} <verb=rose|fell> to {V2} in {P2}, but <last=rose|fell> from {V3} "
     "in {P3}.",
     c.but_turn),
    ("The distance between the highest and the lowest {N} <moved=widened|narrowed> from {C1} in {P1} to {C} "
     "in {P2}.", c.spread_moves),
    ("{N} in {H} <verb=rose|fell> {K} years in a row, from {V1} in {P1} to {V2} in {P2}.", c.streak),
    ("After {K} years of <before=falling|rising>, "
     "{N} in {H} <verb=rose|fell> from {V1} in {P1} to {V2} in {P2}.",
     c.turn),
    ("{N} in {H} <before=rose|fell> for {K} years to {V1} in {P1}, then <verb=rose|fell> for {K2} years to "
     "{V2} in {P2}.", c.bend),
    ("Since {P1}, {N} in {H} <verb=rose|fell> by an average of {C} a year, <pace=faster|slower> than the "
     "{C1} a year from {P0} to {P2}.", c.pace),
    ("In {P}, {N} lay between {V1} and {V2} in {K} of {K2} {Z}; the median was {V}.", c.middle_half),
    ("In {P2}, {N} in {H} reached {V2}, <verb=up|down> {C} from {V1} in {P1}.", c.year_on_year),
    ("In {P2}, {N} in {H} reached {V}, the <most=highest|lowest> level since {P1}.", c.record),
    *[
        (f"{{N}} in {{H}} <how=peaked|bottomed out> in {{P}}, at {{V}}{tail}; in {{P2}} <it=it was|they "
         "were> {V2}.", lambda r, it, **k: c.extreme(r, **k))
        for tail in ("", "<limit=, among the figures available>")
    ],
    ("Between {P1} and {P2}, {N} in {H} <verb=rose|fell> by an average of {C} a year, from {V1} to {V2}.",
     c.long_change),
    ("Between {P1} and {P2}, {N} in {H} <verb=rose|fell> from {V1} to {V2}.", c.long_change),
    ("{N} in {H} in {P2} ({V2}) came to {X} times the figure for {P1} ({V1}).", c.multiple),
    ("{N} in {H} in {P2} ({V2}) came to <about=about >{X} times the figure for {P1} ({V1}).", c.multiple),
    ("{N} in {H} <did=reached|fell to> {V} in {P}, <side=above|below> {B} for the first time in figures "
     "since {P1}.", c.milestone),
    ("{N} in {H} <did=reached|fell to> {V} in {P}, "
     "<side=above|below> {B}; the figure before was {V1} in {P1}.",
     c.milestone_gap),
    ("From {P1} to {P2}, {N} in {H} stayed between {V1} and {V2}.", c.steady),
    ("Figures for {N} in {H} before {P1} cannot be compared with those since {P2}.", c.break_note),
    ("The rise from {V1} in {P1} to {V2} in {P2} should not be read as a surge at once: the table does not "
     "say whether as many were covered.", c.leap),
    ("Figures for {N} in {H} before {P1} are not compared: from {V1} in {P2} to {V2} in {P3} is likelier a "
     "change of what was recorded, or how.", c.not_comparable),
    ("The table counts people, yet its figures are fractions ({V} in {P}); thousands may be meant.",
     c.parts_of_people),
    ("In {P}, figures for {N} cover {K} of {K2} {Z}; the others cannot be compared yet.", c.coverage),
    ("{N} in {R} went from {V1} in {P1} to {V2} in {P2}: check first whether it was counted in the same way.",
     c.leap_of_region),
    ("{N} in {R} ({V}) exceeds a hundred; check how it was computed before quoting it.", c.over_hundred),
    ("{N} in {R} ({V1}) is very far from the next ({V2}); check the figure before quoting it.",
     c.far_off),
    ("The figures for {T} are small (at most {V}), so that a single case can change the order of areas.",
     c.very_few),
    ("Figures for {N} in {H} for {Q} are not available.", c.missing_note),
    ("Figures for {N} in {H} for {Q} are provisional.", c.provisional_note),
    *[
        (f"In {{P}}, "
         f"{{S1}} had the <sup={EN_SUP}> {{N}} ({{V1}}) and {{S2}} the <inf={EN_INF}> ({{V2}}){tail}.",
         c.top_bottom)
        for tail in ("", ", among the {K} {Z} with data")
    ],
    *[
        (f"In {{P}}, {{S1}} had the <sup={EN_SUP}> {{N}} ({{V1}}){tail}.", c.top_only)
        for tail in ("", ", among the {K} {Z} with data")
    ],
    ("In {P}, {N} stood at {V} in {K} {Z} alike.", c.all_equal),
    ("In {P}, {N} <was=was|were> nearly the same in {K} {Z}: between {V1} and {V2}.", c.nearly_equal),
    ("{N} in {H} turned <side=positive|negative|in surplus|in deficit>, from {V1} in {P1} to {V2} in {P2}.",
     c.side),
    ("{R} accounted for {G} percent of {T} in {H} in {P}.", c.share),
    ("{A} together held {G} percent of {T} in {H} in {P}.", c.together),
    ("{K} {Z} at the top together held {G} percent of {T} in {H} in {P}.", c.top_together),
    ("{N} in {R} ({V1}) in {P} came to {X} times <that=that|those> of {R2} ({V2}).", c.gap_ratio),
    ("{N} in {R} ({V1}) in {P} came to <about=about >{X} times <that=that|those> of {R2} ({V2}).",
     c.gap_ratio),
    ("The gap in {N} between {R} ({V1}) and {R2} ({V2}) in {P} came to {C}.", c.gap_points),
    ("{N} in {R} ({V1}) in {P} came in far above {R2} ({V2}), the next highest.", c.outlier),
    ("In {P}, {N} <side=exceeded|fell short of> the figure for {H} ({V}) in {K} of {K2} {Z}.",
    c.against_whole),
    ("{N} in {R} ({V1}) in {P2} exceeded {R2} ({V2}); in {P1} the order was the reverse ({V3} and {V4}).",
     c.overtake),
    ("{R} moved from rank {K} in {P1} to rank {K2} in {P2} by {N}.", c.rank_move),
    ("From {P1} to {P2}, {N} <verb=rose|fell> in all {Z}.", c.breadth),
    ("From {P1} to {P2}, {N} <verb=rose|fell> most in {R}: by {C}, from {V1} to {V2}; in {R2} <it=it|they> "
     "<last=rose|fell> by {C2}.", lambda r, it, **k: c.long_move(r, **k)),
    ("From {P1} to {P2}, {N} outside {R} <verb=rose|fell> by {C}, while in {R2} <it=it|they> "
     "<more=rose|fell> by {C2}.", lambda r, it, **k: c.outside(r, **k)),
    ("{R} made {G} percent of the <what=rise|fall> in {N} in {H} from {P1} to {P2}: "
     "it <verb=rose|fell> by {C}.",
     c.contribution),
    ("From {P1} to {P2}, {N} <verb=rose|fell> in {K} of {K2} {Z}.", c.breadth),
    ("From {P1} to {P2}, {N} <verb=rose|fell> in {K} of {K2} {Z}, while in {R} <it=it|they> <last=rose|fell> "
     "from {V1} to {V2}.", lambda r, it, **k: c.breadth_but_one(r, **k)),
    *[
        (f"After falling from {{V1}} in {{P1}} to {{V3}} in {{P3}}, {{N}} in {{H}} <was=was|were> back "
         f"at {{V2}} in {{P2}}{tail}.", lambda r, was, **k: c.recovery(r, **k))
        for tail in ("", ", {G} percent of the figure for {P4}")
    ],
    ("The <most=fastest|largest> <what=rise|fall> in {N} from {P1} to {P2} was in {R}: {C}, "
     "from {V1} to {V2}.",
     lambda r, most, **k: c.fastest(r, **k)),
]  # fmt: skip

HEADLINES_EN = [
    ("{TH}: {V}", c.level_now),
    ("{H}: {T} {V}", c.level_now),
    ("{V} {W} in {H}", c.level_now),
    ("{TH} <verb=rose|fell> {C} in a year", c.change_within),
    ("{TH} <verb=up|down> {C} on {P1}", c.change_on),
    ("{TH} <verb=rose|fell> by {C} in a year", c.change_within),
    ("{TH} <verb=rose|fell|up|down> {C} since {P1}", c.change_since),
    ("{TH} <verb=rose|fell> by {C} since {P1}", c.change_since),
    ("{TH} <verb=rose|fell> to {V}", c.change_to),
    ("No {W} recorded<home=| in Contoh>", c.none_recorded),
    ("Economy of {H} <verb=grew|shrank> {C} in a year", c.change_within),
    ("Economy of {H} <verb=grew|shrank> {C} since {P1}", c.change_since),
    ("Economy of {H} <verb=grew|shrank> {C}, <how=up from|down from|after growth of|after a fall of> {C2}",
     c.economy_pace),
    ("{TH} unchanged at {V}", c.unchanged_now),
    ("{TH} <holds=hold|holds> at {V}", lambda r, holds, **k: c.level_now(r, **k)),
    ("{TH} <verb=up|down> since {P1} but <last=rose|fell><again=| again> in {P2}", c.but_turn_now),
    ("Gap between highest and lowest {T} <moved=wider|narrower> since {P1}", c.spread_moves_now),
    ("{TH} <verb=rose|fell> {K} years in a row", c.streak_now),
    ("{TH} <verb=rose|fell> after {K} years of <before=falling|rising>", c.turn_now),
    ("{T} nearly the same in {K} {Z}", c.nearly_equal_now),
    ("{TH} turned <side=positive|negative|in surplus|in deficit>", c.side_now),
    ("{TH} <side=positive|negative|in surplus|in deficit> since {P1}", c.side_since),
    ("{TH} <verb=rising|falling> since {P1} after {K} years of <before=falling|rising>", c.bend_now),
    ("<what=Rise|Fall> in {T} <pace=faster|slower> since {P1}", c.pace_now),
    ("{TH} <most=highest|lowest> since {P1}", c.record_now),
    ("{TH} <how=peaked|bottomed out> in {P}", c.extreme_now),
    ("{TH} <how=still below the peak of> {P}", c.extreme_now),
    ("{TH} {X} times the level of {P1}", c.multiple_now),
    ("{TH} <about=about >{X} times the level of {P1}", c.multiple_now),
    ("{TH} <side=passed|below> {B}", c.milestone_now),
    ("{TH} hardly changed since {P1}", c.steady_now),
    (f"<sup={EN_SUP_OPENS}|{EN_INF_OPENS}> {{T}}: {{R}}", c.top_now),
    (f"{{T}}: {{R}} <sup={EN_SUP}>, {{R2}} <inf={EN_INF}>", c.top_bottom_now),
    (f"{{TH}}: {{V}}, <sup={EN_SUP}|{EN_INF}> in {{R}}", c.whole_top_now),
    (f"<sup={EN_SUP_OPENS}> {{T}} of {{K}} {{Z}} with data: {{R}}", c.top_known_now),
    ("<about=|Nearly >{K0} in {K} {W} <lives=lives|is|goes to school> in {R}",
     lambda r, K0, lives, **k: c.one_in(r, **k)),
    ("<about=|Nearly |More than >{F} of {W} in {H} <lives=live|is|go to school> in {R}",
     lambda r, lives, **k: c.fraction(r, **k)),
    ("{R} <does=holds> {G} percent of {W}", c.share_now),
    ("{K} of {K2} {Z} <does=hold> <about=|nearly |more than >{F} of {W}", c.few_hold),
    ("<about=|Nearly |More than >{F} of {W} <lives=live|is|go to school> in {K} of {K2} {Z}",
     lambda r, lives, **k: c.part_in_few(r, **k)),
    ("{T} in {R} {X} times <that=that|those> of {R2}", c.gap_ratio_now),
    ("{T} in {R} <about=about >{X} times <that=that|those> of {R2}", c.gap_ratio_now),
    ("{T}: {R} and {R2} {C} apart", c.gap_points_now),
    ("{T} in {R} far above other {Z}", c.outlier_now),
    ("{T} <side=above|below> the {H} figure in {K} of {K2} {Z}", c.against_whole_now),
    (f"<sup={EN_SUP_OPENS}> {{T}} now in {{R}}, no longer in {{R2}}", c.overtake_now),
    ("{R} climbed to rank {K} by {T}", c.rank_now),
    ("{T} <verb=rose|fell> in all {Z}", c.breadth_now),
    ("{T} <course=improved|worsened> in all {Z}", c.course_now),
    ("{T} <course=improved|worsened> in {K} of {K2} {Z}", c.course_now),
    ("{TH} <course=improved|worsened> after {K} years of <before=improving|worsening>", c.turn_course_now),
    ("{T} <how=grew fastest|fell fastest|rose most|fell most> in {R} since {P1}", c.long_move_now),
    ("{T} <how=grew fastest|fell fastest|rose most|fell most> in {R} but <last=rose|fell> in {R2}",
     c.long_move_now),
    ("{R} made {G} percent of the <what=rise|fall> in {T}", c.contribution_now),
    ("{T} <way=rose|fell> only because of {R}", c.but_outside_now),
    ("{T} <verb=rose|fell> everywhere except in {R}", c.one_against),
    ("{TH} recovering but still below {P1}", c.recovering_now),
    ("{TH} only {G} percent of the level of {P1}", c.recovering_now),
    ("{TH} now above the level of {P1}", c.recovered_now),
    ("{T} <verb=rose|fell> in {K} of {K2} {Z}", c.breadth_now),
    ("{T} <verb=rose|fell> in {K} of {K2} {Z}, but <last=rose|fell> in {A}", c.but_some_now),
    ("<most=Fastest|Largest> <what=growth|rise|fall> in {T}: {R}", lambda r, most, **k: c.fastest_now(r,
    **k)),
]  # fmt: skip
