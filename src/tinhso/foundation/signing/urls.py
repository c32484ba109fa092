"""Addresses of signing."""

from __future__ import annotations

from django.urls import path

from tinhso.foundation.signing.views import batches, certificates, device, queue

app_name = "signing"
urlpatterns = [
    path("can-bo/ky-so/", queue.own, name="queue"),
    path("can-bo/ky-so/moi-nguoi/", queue.everybody, name="everybody"),
    path("can-bo/ky-so/giay/<uuid:asked_id>/", queue.paper, name="paper"),
    path("can-bo/ky-so/giay/<uuid:asked_id>/tu-choi/", queue.decline, name="decline"),
    path("can-bo/ky-so/xac-nhan/", batches.confirm, name="confirm"),
    path("can-bo/ky-so/ky/", batches.sign_chosen, name="sign"),
    path("can-bo/ky-so/dot/", batches.history, name="history"),
    path("can-bo/ky-so/dot/<uuid:signing_batch_id>/", batches.batch, name="batch"),
    path("can-bo/ky-so/dot/<uuid:signing_batch_id>/dung/", batches.stop_batch, name="stop"),
    path("can-bo/ky-so/dot/<uuid:signing_batch_id>/thiet-bi/", device.tasks, name="device_tasks"),
    path("can-bo/ky-so/thiet-bi/tep/<str:word>/", device.download, name="device_file"),
    path("can-bo/ky-so/thiet-bi/nhan/", device.upload, name="device_upload"),
    path("quan-tri/chung-thu-so/", certificates.listing, name="certificates"),
    path("quan-tri/chung-thu-so/them/", certificates.add, name="add_certificate"),
    path("quan-tri/chung-thu-so/<uuid:certificate_id>/", certificates.one, name="certificate"),
    path(
        "quan-tri/chung-thu-so/<uuid:certificate_id>/<str:verb>/", certificates.act_on, name="certificate_act"
    ),
]
