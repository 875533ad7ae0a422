from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_mails"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="about",
            field=models.CharField(blank=True, default="", max_length=80),
        ),
        migrations.AddField(
            model_name="notice",
            name="detail",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.RemoveConstraint(
            model_name="notice",
            name="one_notice_each",
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                fields=("person", "case", "number", "about"), name="one_notice_of_each"
            ),
        ),
    ]
