"""Which script a text is written in, by the characters that only one of the Chinese scripts has."""

from __future__ import annotations

import re

from pipeline.dataset import Script

_TRADITIONAL = (
    "萬與東兩嚴個豐臨為麗舉麼義樂習鄉書買亂爭於雲產親億僅從倉儀們價眾優會傳傷倫體餘俠侶偵側僑債傾償"
    "兒黨蘭關興養獸岡冊寫軍農馮沖決況凍淨減湊幾鳳憑凱擊劃劉則剛創刪別製劑劍劇勸辦務動勵勁勞勢勳區醫"
    "華協單賣盧衛卻廠廳歷壓厭縣參雙發變敘葉號嘆嚇嗎啟吳員聽問喬喚園國圍圓圖團聖場塊堅壇壞墳墜壟處備"
    "複夠頭誇夾奪奮獎婦媽嬰孫學寧寶實審憲宮寬賓對尋導將爾塵嘗堯層屬嶼歲豈嶄島幣師帳帶幫廣慶應廟開異"
    "棄張彈強歸當錄徹徵德憶態總戀懇惡慮懷憐戰戲戶執擴掃揚擇擔據換損搶搖攜擺數齊斷無舊時曠顯曉暫術樸"
    "機殺雜權條來楊極構標棧樹樣橋檢樓歡歐殲氣漢湯溝沒滬潔灣濕溫滿濾濱靈災燦爐點煉爛熱愛爺狀獨獲環現"
    "電畫療盤監蓋眼確禮種積稱穩窮競筆範簡糧級紀約紅純納紐線組細織終經結給絡統絲絕繼續維綠網緊編緣縮總"
    "職聯聰肅腦臺舊艦艱藝節蘇藥衝補裝見規視覽觀訂計討讓訓議訊記講許論設訪評詞試話該詳語說請諸課調談諾"
    "謝證識譯護讀財責賢貨質貴貸費資賓賴贊趙趨車軌轉輪輕載較輸轄辭邊達遷過運還進遠違連遲適選遞鄧鄭郵釋"
    "針鋼錢鐵銀鏈鎮長門間閉閱隊陽陰階際陸陳隨難雜離靜頂項順須預領頻題額顏願類風飛飯飾館馬駐驗高髮魚鮮"
    "點齡龍臺灣參觀網臉辯"
)
_SIMPLIFIED = (
    "万与东两严个丰临为丽举么义乐习乡书买乱争于云产亲亿仅从仓仪们价众优会传伤伦体余侠侣侦侧侨债倾偿"
    "儿党兰关兴养兽冈册写军农冯冲决况冻净减凑几凤凭凯击划刘则刚创删别制剂剑剧劝办务动励劲劳势勋区医"
    "华协单卖卢卫却厂厅历压厌县参双发变叙叶号叹吓吗启吴员听问乔唤园国围圆图团圣场块坚坛坏坟坠垄处备"
    "复够头夸夹夺奋奖妇妈婴孙学宁宝实审宪宫宽宾对寻导将尔尘尝尧层属屿岁岂崭岛币师帐带帮广庆应庙开异"
    "弃张弹强归当录彻征德忆态总恋恳恶虑怀怜战戏户执扩扫扬择担据换损抢摇携摆数齐断无旧时旷显晓暂术朴"
    "机杀杂权条来杨极构标栈树样桥检楼欢欧歼气汉汤沟没沪洁湾湿温满滤滨灵灾灿炉点炼烂热爱爷状独获环现"
    "电画疗盘监盖眼确礼种积称稳穷竞笔范简粮级纪约红纯纳纽线组细织终经结给络统丝绝继续维绿网紧编缘缩总"
    "职联聪肃脑台旧舰艰艺节苏药冲补装见规视览观订计讨让训议讯记讲许论设访评词试话该详语说请诸课调谈诺"
    "谢证识译护读财责贤货质贵贷费资宾赖赞赵趋车轨转轮轻载较输辖辞边达迁过运还进远违连迟适选递邓郑邮释"
    "针钢钱铁银链镇长门间闭阅队阳阴阶际陆陈随难杂离静顶项顺须预领频题额颜愿类风飞饭饰馆马驻验高发鱼鲜"
    "点龄龙台湾参观网脸辩"
)
_SHARED = frozenset("于余系台里后征制冲划别范并只云复松朴历丑面杰仆术")
"""Characters of both lists' words that Traditional texts use as well, in other words."""
_ONLY_TRADITIONAL = frozenset(_TRADITIONAL) - frozenset(_SIMPLIFIED) - _SHARED
_ONLY_SIMPLIFIED = frozenset(_SIMPLIFIED) - frozenset(_TRADITIONAL) - _SHARED
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")


def script_of(text: str) -> Script:
    """Hans or Hant by which has more of its own characters, Latn where Latin words prevail.

    A Chinese text without a telling character counts as Hant, the script of the series.
    """
    if len(_LATIN.findall(text)) > len(_HAN.findall(text)):
        return "Latn"
    simplified = sum(character in _ONLY_SIMPLIFIED for character in text)
    traditional = sum(character in _ONLY_TRADITIONAL for character in text)
    return "Hans" if simplified > traditional else "Hant"
