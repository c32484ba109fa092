from django.apps import AppConfig


class RatingsConfig(AppConfig):
    name = "tinhso.government.ratings"
    label = "ratings"
    verbose_name = "Đánh giá chất lượng phục vụ"
