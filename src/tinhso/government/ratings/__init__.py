"""Quality of service: ratings by the people served, and the nine component indices of NĐ 61/2018."""
