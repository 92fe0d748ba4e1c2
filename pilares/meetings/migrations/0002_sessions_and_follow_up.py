
import django.db.models.deletion
import pilares.meetings.models.minutes
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0001_initial'),
        ('people', '0002_handover'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_language', models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], default='es', max_length=2)),
                ('outdated_since', models.DateTimeField(blank=True, editable=False, null=True)),
                ('order', models.PositiveSmallIntegerField(default=1)),
                ('title_es', models.CharField(max_length=300)),
                ('title_en', models.CharField(blank=True, max_length=300)),
                ('tier', models.CharField(choices=[('public', 'Public'), ('extended', 'Extended RCM'), ('members', 'Member Countries'), ('group', 'Group'), ('closed', 'Closed door')], default='members', max_length=10)),
            ],
            options={
                'ordering': ('session', 'order', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('presence', models.CharField(choices=[('present', 'Present'), ('absent', 'Absent'), ('not_recorded', 'Not recorded')], default='not_recorded', max_length=12)),
                ('institutions_es', models.TextField(blank=True)),
                ('institutions_en', models.TextField(blank=True)),
            ],
            options={
                'verbose_name_plural': 'attendance',
            },
        ),
        migrations.CreateModel(
            name='CommentPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(choices=[('conclusions', 'The conclusions'), ('minutes', 'The minutes')], max_length=12)),
                ('opened_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
            ],
            options={
                'ordering': ('-opened_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='CountryComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('written_at', models.DateTimeField()),
            ],
            options={
                'ordering': ('written_at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_language', models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], default='es', max_length=2)),
                ('outdated_since', models.DateTimeField(blank=True, editable=False, null=True)),
                ('on', models.DateField()),
                ('state', models.CharField(choices=[('pending', 'Pending'), ('under_way', 'Under way'), ('fulfilled', 'Fulfilled'), ('without_effect', 'Without effect')], max_length=16)),
                ('text_es', models.TextField(blank=True)),
                ('text_en', models.TextField(blank=True)),
                ('tier', models.CharField(choices=[('public', 'Public'), ('extended', 'Extended RCM'), ('members', 'Member Countries'), ('group', 'Group'), ('closed', 'Closed door')], default='members', max_length=10)),
                ('written_at', models.DateTimeField()),
                ('illustrative', models.BooleanField(default=False)),
            ],
            options={
                'ordering': (models.OrderBy(models.F('on')), 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('in_observations', 'In observations'), ('approved', 'Approved')], default='draft', max_length=16)),
                ('approved_on', models.DateField(blank=True, null=True)),
                ('tier', models.CharField(choices=[('public', 'Public'), ('extended', 'Extended RCM'), ('members', 'Member Countries'), ('group', 'Group'), ('closed', 'Closed door')], default='members', max_length=10)),
            ],
            options={
                'verbose_name_plural': 'minutes',
            },
        ),
        migrations.CreateModel(
            name='MinutesParagraph',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_language', models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], default='es', max_length=2)),
                ('outdated_since', models.DateTimeField(blank=True, editable=False, null=True)),
                ('order', models.PositiveSmallIntegerField(default=1)),
                ('text_es', models.TextField()),
                ('text_en', models.TextField(blank=True)),
                ('tier', models.CharField(choices=[('public', 'Public'), ('extended', 'Extended RCM'), ('members', 'Member Countries'), ('group', 'Group'), ('closed', 'Closed door')], default='members', max_length=10)),
            ],
            options={
                'ordering': ('minutes', 'order', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('minutes', 'Minutes'), ('annex', 'Annex'), ('conclusions', 'Conclusions'), ('convocation', 'Convocation'), ('working_paper', 'Working paper')], default='working_paper', max_length=16)),
                ('title_es', models.CharField(max_length=200)),
                ('title_en', models.CharField(blank=True, max_length=200)),
                ('tier', models.CharField(choices=[('public', 'Public'), ('extended', 'Extended RCM'), ('members', 'Member Countries'), ('group', 'Group'), ('closed', 'Closed door')], default='members', max_length=10)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('file', models.FileField(upload_to=pilares.meetings.models.minutes.nameless)),
                ('name', models.CharField(max_length=200)),
                ('size', models.PositiveIntegerField()),
                ('media_type', models.CharField(max_length=100)),
                ('added_at', models.DateTimeField()),
                ('illustrative', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ('meeting', 'kind', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_language', models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], default='es', max_length=2)),
                ('outdated_since', models.DateTimeField(blank=True, editable=False, null=True)),
                ('order', models.PositiveSmallIntegerField(default=1)),
                ('title_es', models.CharField(max_length=200)),
                ('title_en', models.CharField(blank=True, max_length=200)),
                ('starts_at', models.DateTimeField(blank=True, null=True)),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('tier', models.CharField(choices=[('public', 'Public'), ('extended', 'Extended RCM'), ('members', 'Member Countries'), ('group', 'Group'), ('closed', 'Closed door')], default='members', max_length=10)),
            ],
            options={
                'ordering': ('meeting', 'order', 'pk'),
            },
        ),
        migrations.RemoveConstraint(
            model_name='decision',
            name='decision_cited_once',
        ),
        migrations.AddField(
            model_name='decision',
            name='due_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='decision',
            name='follow_up',
            field=models.CharField(choices=[('pending', 'Pending'), ('under_way', 'Under way'), ('fulfilled', 'Fulfilled'), ('without_effect', 'Without effect')], default='pending', max_length=16),
        ),
        migrations.AddField(
            model_name='decision',
            name='outcome',
            field=models.CharField(choices=[('proposed', 'Proposed'), ('in_consultation', 'In consultation'), ('under_silence', 'Under silence'), ('adopted', 'Adopted'), ('not_adopted', 'Not adopted'), ('deferred', 'Deferred')], default='adopted', max_length=16),
        ),
        migrations.AddField(
            model_name='decision',
            name='silent_until',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='decision',
            name='takes_up',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_up_by', to='meetings.decision'),
        ),
        migrations.AddField(
            model_name='decision',
            name='to_body',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entrusted_decisions', to='people.body'),
        ),
        migrations.AddField(
            model_name='decision',
            name='to_country',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.country'),
        ),
        migrations.AddField(
            model_name='decision',
            name='to_organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='decision',
            name='to_words_en',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='decision',
            name='to_words_es',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='mandate',
            name='concluded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mandates_concluded', to='meetings.decision'),
        ),
        migrations.AddField(
            model_name='mandate',
            name='concluded_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='meeting',
            name='cancelled_because',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='meeting',
            name='host',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.country'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='joint_with',
            field=models.ManyToManyField(blank=True, related_name='joint_meetings', to='people.body'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='paragraph',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AlterField(
            model_name='decision',
            name='verb',
            field=models.CharField(choices=[('approve', 'approve'), ('endorse', 'endorse'), ('recommend', 'recommend'), ('entrust', 'entrust'), ('urge', 'urge'), ('request', 'request'), ('agree', 'agree'), ('take_note', 'take note'), ('thank', 'thank'), ('accept', 'accept'), ('decide', 'decide')], max_length=12),
        ),
        migrations.AddField(
            model_name='attendance',
            name='country',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.country'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendance', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='commentperiod',
            name='country',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.country'),
        ),
        migrations.AddField(
            model_name='commentperiod',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comment_periods', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='countrycomment',
            name='country',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.country'),
        ),
        migrations.AddField(
            model_name='countrycomment',
            name='period',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='meetings.commentperiod'),
        ),
        migrations.AddField(
            model_name='countrycomment',
            name='written_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='followup',
            name='decision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='meetings.decision'),
        ),
        migrations.AddField(
            model_name='followup',
            name='written_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='minutes',
            name='meeting',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='minutes', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='minutesparagraph',
            name='minutes',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paragraphs', to='meetings.minutes'),
        ),
        migrations.AddField(
            model_name='paper',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='paper',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='session',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='paper',
            name='session',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='meetings.session'),
        ),
        migrations.AddField(
            model_name='minutesparagraph',
            name='session',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='paragraphs', to='meetings.session'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agenda', to='meetings.session'),
        ),
        migrations.AddField(
            model_name='decision',
            name='session',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='meetings.session'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('paragraph', ''), _negated=True), fields=('meeting', 'paragraph'), name='decision_cited_once', violation_error_message='This meeting already has a decision with that paragraph.'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tier__in', ['public', 'extended']), _negated=True), models.Q(('outcome', 'adopted'), models.Q(('paragraph', ''), _negated=True)), _connector='OR'), name='decision_published_once_adopted_and_numbered', violation_error_message='A decision is published once it is adopted and a meeting has numbered it.'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(condition=models.Q(('country__isnull', False)), fields=('meeting', 'country'), name='country_attends_once'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(condition=models.Q(('organisation__isnull', False)), fields=('meeting', 'organisation'), name='organisation_attends_once'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('country__isnull', False), ('organisation', None)), models.Q(('country', None), ('organisation__isnull', False)), _connector='OR'), name='attendance_of_one_country_or_organisation'),
        ),
        migrations.AddConstraint(
            model_name='commentperiod',
            constraint=models.UniqueConstraint(fields=('meeting', 'about', 'country'), name='comments_asked_once_of_a_country', violation_error_message='A comment period for this country is already recorded.'),
        ),
        migrations.AddConstraint(
            model_name='commentperiod',
            constraint=models.UniqueConstraint(condition=models.Q(('country', None)), fields=('meeting', 'about'), name='comments_asked_once_of_all', violation_error_message='A comment period for all countries is already recorded.'),
        ),
        migrations.AddConstraint(
            model_name='commentperiod',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opened_at'))), name='comments_close_after_they_open'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at', None), ('ends_at', None), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='session_ends_after_it_starts', violation_error_message='The end must be later than the start.'),
        ),
    ]
