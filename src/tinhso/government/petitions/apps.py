from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "tinhso.government.petitions"
    label = "petitions"
    verbose_name = "Phản ánh, kiến nghị"

    def ready(self) -> None:
        """Say who reads the files that came along, where a sender's data lies, what is told, and what waits."""
        from tinhso.foundation.files.api import register_access
        from tinhso.foundation.identity.api import register_looked_at
        from tinhso.foundation.notices.api import register_template
        from tinhso.government.petitions.access import may_read_file
        from tinhso.government.petitions.queries.lists import waiting
        from tinhso.government.petitions.queries.mine import places_of
        from tinhso.government.petitions.texts import TEXTS
        from tinhso.government.petitions.views.figures import board
        from tinhso.lib.side import register_board, register_count

        register_access("petition", may_read_file)
        register_looked_at(places_of)
        register_count("petitions", waiting)
        register_board("petitions", board)
        for key, template in TEXTS.items():
            register_template(key, template)
