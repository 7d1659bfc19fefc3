"""Parameters that say where a reader came from, never which text is shown.

The names are those that their senders document; public lists for browsers (AdGuard, ClearURLs, Brave,
Firefox) have most of them too. Short and common words are left out, unless their value says the same: one
site's tracker is another site's id of a story.
"""

_SENDERS = {
    "Google, its advertisements and analytics": "gclid gclsrc dclid gbraid wbraid srsltid gad gad_source"
    " gad_campaignid _ga _gl ga_source ga_medium ga_campaign ga_term ga_content ga_place gs_l gws_rd",
    "AMP caches": "amp_js_v amp_gsa amp_r usqp",
    "Facebook and Instagram": "fbclid fb_action_ids fb_action_types fb_comment_id fb_ref fb_source mibextid"
    " action_object_map action_ref_map action_type_map igshid igsh ig_rid hc_location hc_ref __tn__"
    " __xts__ __cft__",
    "X": "twclid __twitter_impression ref_src ref_url",
    "TikTok, LinkedIn, Snapchat, Pinterest, Reddit": "ttclid is_from_webapp sender_device li_fat_id lipi trk"
    " trkinfo trkcampaign sccid epik rdt_cid",
    "Microsoft": "msclkid ocid cvid",
    "Yahoo": "guccounter soc_src soc_trk ncid .tsrc",
    "Yandex": "yclid ymclid ysclid _openstat",
    "Naver, Baidu, Alibaba": "napm n_media n_query n_rank n_ad_group n_ad n_keyword n_keyword_id"
    " n_campaign_type bd_vid spm scm",
    "Adobe": "s_cid s_kwcid ef_id adobe_mc adobe_mc_ref adobe_mc_sdid",
    "comScore": "ns_mchannel ns_source ns_campaign ns_linkname ns_fee ns_mail_uid ns_mail_job",
    "AT Internet": "xtor xts xtref xtcr xtnp xtloc",
    "Mapp and Webtrends": "wtmc wtrid",
    "HubSpot": "_hsenc _hsmi __hssc __hstc __hsfp hsctatracking hss_channel",
    "newsletters": "mc_cid mc_eid mc_tc mkt_tok _ke _kx __s vero_id vero_conv rb_clickid ml_subscriber"
    " ml_subscriber_hash spmailingid spuserid spjobid spreportid et_rid dm_i dm_t trk_contact"
    " trk_msg trk_module trk_sid sc_src sc_lid sc_uid sc_llid sc_customer sc_eh _ri_ _ei_ _bhlid"
    " ck_subscriber_id triedredirect isfreemail",
    "recommendations and shared links": "dicbo tblci taboolaclickid echobox taid _branch_match_id"
    " _branch_referrer awesm wickedid tracking_source traffic_source os_ehash",
    "shops": "awc cjevent ranmid ransiteid raneaid irclickid irgwc zanpid ceneo_spo",
    "newsrooms": "cmp cmpid icid smid smtyp sref sara_ecid sara_ref wpisrc wpmm wprss itid ftcamp ftag srnd"
    " ex_cid mbid cndid __source maca ito intlink_from_url link_location refresh_ce rss",
}
_NAMES = frozenset(name for names in _SENDERS.values() for name in names.split())
_PREFIXES = (
    "utm_", "at_", "pk_", "mtm_", "piwik_", "matomo_", "hsa_", "stm_", "wt_", "wt.", "itm_", "otm_", "hmb_",
    "oly_", "elq", "guce_",
)  # fmt: skip
_REFERRERS = frozenset(("ref", "from", "source", "src", "via", "platform", "spref", "fref"))
# Their values often go on: `rssnyt`, `rss_world`.
_CHANNELS = frozenset(("partner", "emc", "mod"))
_REFERRER_VALUES = frozenset((
    "rss", "rss1", "rss2", "rssfeed", "rss_feed", "rss-feed", "feed", "feeds", "atom", "twitter", "tw",
    "facebook", "fb", "telegram", "whatsapp", "linkedin", "newsletter", "social", "googlenews", "google_news",
    "flipboard", "feedburner", "hootsuite",
))  # fmt: skip
# What version 0.1 knew: pages that were erased then are remembered by a hash of a URL with all others in it.
_FORMER_NAMES = frozenset((
    "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid", "mc_cid",
    "mc_eid", "mkt_tok", "_ga", "ocid", "cmp", "cmpid", "ncid", "smid", "sref", "xtor", "wt_mc",
    "wt.mc_id", "maca", "rss", "ftag",
))  # fmt: skip
_FORMER_PREFIXES = ("utm_", "at_", "pk_", "mtm_", "hsa_", "stm_", "wt_")
_FORMER_REFERRERS = frozenset(("ref", "from", "source", "src", "via"))
_FORMER_VALUES = frozenset(
    ("rss", "feed", "rssfeed", "rss_feed", "atom", "twitter", "facebook", "newsletter", "social")
)


def was_tracker(name: str, value: str) -> bool:
    """Say whether version 0.1 took a parameter for a tracker; both are in lower case."""
    if name in _FORMER_NAMES or name.startswith(_FORMER_PREFIXES):
        return True
    return name in _FORMER_REFERRERS and value in _FORMER_VALUES


def is_tracker(name: str, value: str) -> bool:
    """Say whether a parameter only says where the reader came from; both are in lower case."""
    if name in _NAMES or name.startswith(_PREFIXES):
        return True
    if name in _CHANNELS:
        return value.startswith("rss") or value in _REFERRER_VALUES
    return name in _REFERRERS and value in _REFERRER_VALUES
