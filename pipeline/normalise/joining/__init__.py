"""From printed lines to paragraphs: what is asked at a seam, and what the answers weigh."""
