"""Addresses of identity."""

from __future__ import annotations

from django.urls import path

from tinhso.foundation.identity.views import (
    account,
    capacity,
    clients,
    contacts,
    demo,
    desk,
    passwords,
    registering,
    security,
    signing,
    staff,
)

app_name = "identity"
urlpatterns = [
    path("dang-nhap/", signing.login, name="login"),
    path("dang-nhap/ma/", signing.second_factor, name="second_factor"),
    path("dang-nhap/trinh-dien/", demo.accounts, name="demo"),
    path("dang-xuat/", signing.logout, name="logout"),
    path("dang-ky/", registering.choose, name="register"),
    path("dang-ky/xong/", registering.done, name="register_done"),
    path("dang-ky/<slug:who>/mat-khau/", registering.password, name="register_password"),
    path("dang-ky/<slug:who>/<slug:key>/", registering.step, name="register_step"),
    path("quen-mat-khau/", passwords.forgotten, name="forgotten"),
    path("dat-lai-mat-khau/", passwords.reset, name="reset_password"),
    path("tai-khoan/", account.overview, name="account"),
    path("tai-khoan/lien-he/thu-dien-tu/bo/", contacts.drop_email, name="drop_email"),
    path("tai-khoan/lien-he/<slug:slug>/", contacts.change, name="contact"),
    path("tai-khoan/lien-he/<slug:slug>/ma/", contacts.confirm, name="confirm_contact"),
    path("tai-khoan/dia-chi/", contacts.address, name="address"),
    path("tai-khoan/mat-khau/", passwords.change, name="change_password"),
    path("tai-khoan/bao-mat/", security.security, name="security"),
    path("tai-khoan/bao-mat/bat/", security.turn_on, name="second_factor_on"),
    path("tai-khoan/bao-mat/ma-qr.svg", security.qr, name="second_factor_qr"),
    path("tai-khoan/bao-mat/tat/", security.turn_off, name="second_factor_off"),
    path("tai-khoan/bao-mat/ma-du-phong/", security.recovery_codes, name="recovery_codes"),
    path("tai-khoan/thiet-bi/", account.devices, name="devices"),
    path("tai-khoan/thiet-bi/<uuid:sign_in_id>/dang-xuat/", account.end_device, name="end_device"),
    path("tai-khoan/ai-da-xem/", account.seen, name="seen"),
    path("chuyen-vai/", capacity.switch, name="switch_capacity"),
    path("can-bo/tu-cach/", capacity.switch, name="switch_capacity_from_desk"),
    path("quan-tri/nhan-su/", staff.people, name="staff"),
    path("quan-tri/nhan-su/moi/", staff.add, name="staff_add"),
    path("quan-tri/nhan-su/<uuid:capacity_id>/ket-thuc/", staff.end, name="staff_end"),
    path("quan-tri/ung-dung/", clients.clients, name="clients"),
    path("quan-tri/ung-dung/moi/", clients.add, name="client_add"),
    path("quan-tri/ung-dung/<uuid:client_id>/", clients.client, name="client"),
    path("quan-tri/ung-dung/<uuid:client_id>/ma/", clients.issue, name="client_issue"),
    path("quan-tri/ung-dung/<uuid:client_id>/dong/", clients.close, name="client_close"),
    path("quan-tri/ung-dung/<uuid:client_id>/ma/<uuid:token_id>/", clients.revoke, name="client_revoke"),
    path("can-bo/xac-minh/", desk.find, name="desk_find"),
    path("can-bo/xac-minh/<uuid:account_id>/", desk.check, name="desk_check"),
    path("can-bo/xac-minh/<uuid:account_id>/giai-phong/", desk.release, name="desk_release"),
]
