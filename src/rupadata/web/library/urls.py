"""Addresses of the library."""

from django.urls import path

from rupadata.web.library import views

urlpatterns = [
    path("", views.library, name="library"),
    path("halaman/<path:path>", views.edition, name="edition"),
    path("berkas/<path:path>", views.file, name="file"),
]
