/** Tells of finished imports and of deadlines while the person looks elsewhere, as far as the settings want it. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Notice } from '../../../contract/index.ts';
import { isBusy, useImportJob } from '../features/imports/job.ts';
import { percentDone } from '../features/imports/progress-words.ts';
import { orpc } from '../shared/api.ts';
import { useSettings } from '../shared/appearance.ts';
import { tellSystem } from '../shared/system-notice.ts';
import { deadlineNotice, failedImportNotice, importNotice } from './notice-words.ts';

const LOOK_AGAIN_MS = 15 * 60_000;
/** The same deadlines are told of once a day. */
const TOLD_KEY = 'headwater.deadlines-told';

function useWanted(): (notice: Notice) => boolean {
  const { settings } = useSettings();
  return (notice) => settings.data?.notices.includes(notice) ?? false;
}

function useImportNotices(wanted: boolean): void {
  const job = useImportJob();
  const before = useRef(job);
  const busy = isBusy(job);
  const percent = busy ? percentDone(job) : null;
  useEffect(() => {
    void window.headwaterHost?.progress(busy ? (percent ?? 0) / 100 : null);
  }, [busy, percent]);
  useEffect(() => {
    const ended = isBusy(before.current) && !isBusy(job);
    before.current = job;
    if (!ended || !wanted) return;
    if (job.step === 'done' && job.purpose !== 'preview') void tellSystem(importNotice(job.outcome));
    if (job.step === 'failed' && job.purpose !== 'preview') void tellSystem(failedImportNotice());
  }, [job, wanted]);
}

function useDeadlineNotices(wanted: boolean): void {
  const { data } = useQuery({
    ...orpc.desk.due.queryOptions(),
    enabled: wanted,
    refetchInterval: LOOK_AGAIN_MS,
    refetchIntervalInBackground: true,
  });
  useEffect(() => {
    if (!wanted || !data) return;
    const tell = async () => {
      const notice = deadlineNotice(data.items);
      const told = `${new Date().toDateString()} ${notice?.body ?? ''}`;
      if (!notice || window.localStorage.getItem(TOLD_KEY) === told) return;
      if (await tellSystem(notice)) window.localStorage.setItem(TOLD_KEY, told);
    };
    void tell();
    const onBlur = () => void tell();
    window.addEventListener('blur', onBlur);
    document.addEventListener('visibilitychange', onBlur);
    return () => {
      window.removeEventListener('blur', onBlur);
      document.removeEventListener('visibilitychange', onBlur);
    };
  }, [data, wanted]);
}

/** The shell calls it once. */
export function useSystemNotices(): void {
  const wanted = useWanted();
  useImportNotices(wanted('imports'));
  useDeadlineNotices(wanted('deadlines'));
}
