"""Addresses of the workplace."""

from django.conf import settings
from django.urls import include, path
from django.views.decorators.cache import cache_control

from rupadata.web import asset_pages
from rupadata.web.accounts import office_views, settings_pages
from rupadata.web.accounts import views as accounts
from rupadata.web.cases.views import (
    case,
    corrected,
    desk_pages,
    files,
    holdings,
    links,
    orders,
    overview,
    review,
    schedule,
    sheets,
    steps,
    studio,
    tables,
)

_long = cache_control(public=True, max_age=31_536_000, immutable=True)
_item = "perintah/<slug:key>/infografis/<str:item>/"

urlpatterns = [
    path("", desk_pages.tasks, name="tasks"),
    path("pemberitahuan/", desk_pages.notices, name="notices"),
    path("pemberitahuan/baru/", desk_pages.bell, name="bell"),
    path("hadir/<slug:key>/<path:place>/", desk_pages.presence, name="presence"),
    path("cari/", desk_pages.search, name="search"),
    path("saya/", desk_pages.me, name="me"),
    path("bahasa/", desk_pages.language, name="language"),
    path("bantuan/", desk_pages.help_page, name="help"),
    path("ikhtisar/", overview.overview, name="overview"),
    path("ikhtisar/unduh/", overview.overview_workbook, name="overview-workbook"),
    path("perintah/", orders.cases, name="cases"),
    path("perintah/baru/", orders.new_order, name="new-order"),
    path("perintah/baru/surat/", orders.letter_preview, name="letter"),
    path("perintah/<slug:key>/", case.case, name="case"),
    path("perintah/<slug:key>/riwayat/", case.history, name="history"),
    path("perintah/<slug:key>/keutuhan/", case.verify, name="verify"),
    path("perintah/<slug:key>/tindakan/", case.control, name="control"),
    path("perintah/<slug:key>/mulai/", case.start, name="start"),
    path("perintah/<slug:key>/tunda/", case.pause, name="pause"),
    path("perintah/<slug:key>/jadwal/", schedule.schedule, name="schedule"),
    path("perintah/<slug:key>/tabel/", tables.tables, name="tables"),
    path("perintah/<slug:key>/tabel/keadaan/", tables.tables_state, name="tables-state"),
    path("perintah/<slug:key>/tabel/henti/", tables.stop_reading, name="stop-reading"),
    path("perintah/<slug:key>/tabel/<int:number>/lepas/", tables.remove_table, name="remove-table"),
    path("perintah/<slug:key>/tabel/<int:number>/baca/", sheets.sheet, name="sheet"),
    path("perintah/<slug:key>/tabel/<int:number>/baca/sel/", sheets.cell, name="sheet-cell"),
    path("perintah/<slug:key>/tabel/<int:number>/baca/jawab/", sheets.answer, name="sheet-answer"),
    path("perintah/<slug:key>/tabel/<int:number>/baca/perbaiki/", sheets.correct, name="sheet-correct"),
    path(
        "perintah/<slug:key>/tabel/<int:number>/baca/sel/perbaiki/", sheets.correct_cell, name="correct-cell"
    ),
    path("perintah/<slug:key>/tabel/<int:number>/baca/urungkan/", sheets.undo, name="sheet-undo"),
    path("perintah/<slug:key>/perbaikan/", corrected.corrected, name="corrected"),
    path("perintah/<slug:key>/pengelompokan/", tables.grouping, name="grouping"),
    path("perintah/<slug:key>/pengelompokan/urungkan/", tables.undo_move, name="undo-move"),
    path("perintah/<slug:key>/pengelompokan/pindah/", tables.place, name="place"),
    path("perintah/<slug:key>/pengelompokan/nama/", tables.name, name="name-indicator"),
    path("perintah/<slug:key>/pengelompokan/simbol/", tables.indicator_symbols, name="indicator-symbols"),
    path("perintah/<slug:key>/langkah/<slug:step>/", steps.step, name="step"),
    path("perintah/<slug:key>/naskah/unggah/", files.attach, name="attach"),
    path(
        "perintah/<slug:key>/naskah/<str:name>/halaman/<int:number>.png", files.paper_page, name="paper-page"
    ),
    path("perintah/<slug:key>/naskah/<str:name>", files.paper, name="paper"),
    path("perintah/<slug:key>/meja/<path:path>", files.bench_file, name="bench-file"),
    path(_item, review.item, name="item"),
    path(f"{_item}rancangan/", studio.studio, name="studio"),
    path(f"{_item}rancangan/ubah/", studio.edit, name="edit"),
    path(f"{_item}rancangan/unsur/", studio.element, name="studio-element"),
    path(f"{_item}rancangan/simbol/", studio.symbols, name="studio-symbols"),
    path(f"{_item}rancangan/ilustrasi/<str:name>/", studio.illustration, name="studio-illustration"),
    path(f"{_item}rancangan/galat/", studio.checks, name="studio-checks"),
    path(f"{_item}rancangan/versi/", studio.versions, name="studio-versions"),
    path(f"{_item}rancangan/berkas/", studio.export, name="studio-export"),
    path(f"{_item}rancangan/berkas/keadaan/", studio.export_state, name="studio-export-state"),
    path(f"{_item}rancangan/berkas/<int:number>.zip", studio.export_file, name="studio-export-file"),
    path(f"{_item}rancangan/ajukan/", studio.submit, name="submit"),
    path(f"{_item}rancangan/<slug:size>.svg", studio.draft_picture, name="draft-picture"),
    path(f"{_item}periksa/", review.review, name="review"),
    path(f"{_item}tautan/", links.make_link, name="make-link"),
    path(f"{_item}tautan/<int:number>/akhiri/", links.end_link, name="end-link"),
    path("tinjauan/<str:secret>/", links.link, name="link"),
    path("tinjauan/<str:secret>/halaman.svg", links.link_picture, name="link-picture"),
    path(f"{_item}catatan/", review.remark, name="remark"),
    path(f"{_item}edisi/<str:digest>/kecil.webp", files.thumb, name="thumb"),
    path(f"{_item}edisi/<str:digest>/<str:name>", files.edition_file, name="edition-file"),
    path("pustaka/", holdings.library, name="library"),
    path("pustaka/unduh/<slug:form>/", holdings.take_away, name="take-away"),
    path("pustaka/<slug:key>/", holdings.holding, name="holding"),
    path("pengaturan/", office_views.office, name="office"),
    path("pengaturan/isian/", office_views.office_form, name="office-form"),
    path("pengaturan/berkas/", office_views.add_office_file, name="add-office-file"),
    path("pengaturan/berkas/<int:number>/", office_views.office_file, name="office-file"),
    path("pengaturan/berkas/<int:number>/lepas/", office_views.remove_office_file, name="remove-office-file"),
    path("pengaturan/huruf/", office_views.office_fonts, name="office-fonts"),
    path("pengaturan/orang/", accounts.people, name="people"),
    path("pengaturan/orang/tambah/", accounts.add_person, name="add-person"),
    path("pengaturan/orang/<int:number>/", accounts.change_person, name="change-person"),
    path("pengaturan/penugasan/", settings_pages.appointments, name="appointments"),
    path("pengaturan/kalender/", settings_pages.calendar, name="calendar"),
    path("pengaturan/prosedur/", settings_pages.procedures, name="procedures"),
    path("pengaturan/retensi/", settings_pages.retention, name="retention"),
    path("pengaturan/pekerjaan/", accounts.jobs, name="jobs"),
    path("pengaturan/catatan/", accounts.log, name="log"),
    path("simbol.svg", _long(asset_pages.symbols), name="symbols"),
    path("huruf/<str:stem>.woff", _long(asset_pages.font), name="font"),
    path("warna/<str:colour>.css", _long(asset_pages.brand_sheet), name="brand"),
    path("lambang/<str:digest>", _long(asset_pages.logo), name="logo"),
    path("sehat", asset_pages.health, name="health"),
    path("akun/", include("allauth.account.urls")),
    path("akun/dua/", include("allauth.mfa.urls")),
    path("akun/perangkat/", accounts.devices, name="usersessions_list"),
]
if settings.OIDC:
    urlpatterns += [
        path("akun/luar/", include("allauth.socialaccount.urls")),
        path("akun/luar/", include("rupadata.web.accounts.government")),
    ]

handler400 = "rupadata.web.errors.bad_request"
handler403 = "rupadata.web.errors.not_allowed"
handler404 = "rupadata.web.errors.page_missing"
handler500 = "rupadata.web.errors.our_fault"
